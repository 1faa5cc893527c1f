"""Reports about a conflict in; a table of what happened where, and a layered folium map, out."""
