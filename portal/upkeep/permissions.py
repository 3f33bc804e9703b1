"""Who may see how the portal itself is doing."""

from rules import add_perm

from portal.accounts.permissions import is_site_administrator, manages_a_region

add_perm("upkeep.see_worker", is_site_administrator | manages_a_region)
