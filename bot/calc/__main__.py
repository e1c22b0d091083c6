"""`python -m bot.calc`."""

import sys

from bot.calc import main

sys.exit(main())
