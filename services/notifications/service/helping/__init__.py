"""政策帮享: services and activities, registrations, providers and their uses, published cases."""
