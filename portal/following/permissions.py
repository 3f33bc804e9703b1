"""What people may do about followers of a region."""

from rules import add_perm

from portal.accounts.permissions import is_site_administrator, manages_region

add_perm("following.see_followers", manages_region)
add_perm("following.remove_follower", manages_region)
add_perm("following.stop_mailing", manages_region | is_site_administrator)
