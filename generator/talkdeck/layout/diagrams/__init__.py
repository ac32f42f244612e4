"""Diagrams laid out in layers: the graph, places of its nodes, courses of its edges and places of their labels."""
