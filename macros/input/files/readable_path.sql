{#- The path of files as DuckDB can read them: of a workbook or of other characters than UTF-8 that of
    copies, which are made once. -#}
{% macro readable_path(path, options) %}
    {%- set encoding = options.get('encoding', none) -%}
    {%- set is_workbook = path.lower().split('.')[-1] in ['xlsx', 'xlsm', 'xls', 'xlsb', 'ods'] -%}
    {%- if not is_workbook and not encoding or path.lower().endswith(('.parquet', '.pq')) -%}
        {%- do return(path) -%}
    {%- endif -%}
    {%- set request = {
        'action': 'convert', 'path': path, 'encoding': none if is_workbook else encoding,
        'sheet': options.get('sheet', none), 'delimiter': options.delimiter or ',',
    } -%}
    {%- do request.update({'folder': omnichannel_rfm.work_database().file
        ~ '.files/' ~ local_md5(tojson(request))}) -%}
    {%- do omnichannel_rfm.call_publishing(request) -%}
    {%- do return(request.folder ~ '/*.csv') -%}
{% endmacro %}
