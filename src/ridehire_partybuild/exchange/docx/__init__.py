"""Documents to edit, in the layout of GB/T 9704-2012: what an office hands in, before it is issued.

`write_annual_report` makes the year's work a report, `write_open_items` what waits for one actor a
list for checking itself, `write_notice` what it must put right a formal notice (整改通知), for
which the guideline must carry an issuer and a document number. Issuer, document number, date and
seal of each stay blank: the office fills them in. The fonts are named (方正小标宋, 仿宋, 黑体,
楷体) and not embedded: where a machine has none, others stand in.

The modules `told_…` say in words what a document holds; `writing` gives it the form of .docx, for
which it needs the extra ``docx``.
"""

from .documents import write_annual_report, write_notice, write_open_items

__all__ = ["write_annual_report", "write_notice", "write_open_items"]
