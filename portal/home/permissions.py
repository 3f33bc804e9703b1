"""Who looks after what others owe."""

import rules

from portal.accounts.permissions import manages_a_region

rules.add_perm("home.chase", manages_a_region)
