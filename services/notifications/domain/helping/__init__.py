"""政策帮享: what helps an enterprise to enjoy a policy: services and activities, providers, published cases."""
