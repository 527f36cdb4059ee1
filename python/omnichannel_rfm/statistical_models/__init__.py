"""What the Python models do: read relations, call the mathematics, return a relation.

`session` is the DuckDB connection of dbt-duckdb. Rows are read in a fixed order, so that the order
of the input changes no byte.
"""

from omnichannel_rfm import libraries

# The modules import libraries that the rest of the project does without.
libraries.check()
