"""Charts as static SVG: Vega specifications, drawn by vl-convert without browser and network.

Colours of the page are CSS variables, so one drawing serves the light and the dark page. Every
chart is drawn twice, for wide and for narrow screens, as text in an SVG shrinks with it.
"""
