"""Codes, reasons and refusals in the viewer's words."""
