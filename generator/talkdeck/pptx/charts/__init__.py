"""Native charts: a chart part with its workbook, and what is drawn upon the chart."""
