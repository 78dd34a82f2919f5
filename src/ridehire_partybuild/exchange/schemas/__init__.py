"""JSON Schema (draft 2020-12) of every document, made from what the classes say of themselves."""
