"""Measurements of the product that anybody can repeat: what they measure, as numbers."""
