"""Documents to edit, in the layout of GB/T 9704-2012: what an office hands in, before it is issued.

`write_annual_report` makes the year's work a report, `write_open_items` what waits for one actor a
list. Issuer, document number, date and seal stay blank: the office fills them in. The fonts are
named (方正小标宋, 仿宋, 黑体, 楷体) and not embedded: where a machine has none, others stand in.

The modules `told_…` say in words what a document holds; `writing` gives it the form of .docx, for
which it needs the extra ``docx``.
"""

from .documents import write_annual_report, write_open_items

__all__ = ["write_annual_report", "write_open_items"]
