### Recent activity, and what happened.
