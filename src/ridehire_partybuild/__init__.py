__version__ = "0.1.0"
from ridehire_partybuild.model import *
from ridehire_partybuild.values import *
