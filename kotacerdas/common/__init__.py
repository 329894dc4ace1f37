"""What every app needs: base page, components, formats, charts, exports, imports, double-click protection."""
