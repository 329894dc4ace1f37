"""How a workbook is read, laid out, mapped and compared; no Django."""
