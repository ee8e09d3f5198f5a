import sys

from chatref.cli import main

sys.exit(main())
