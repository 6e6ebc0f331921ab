"""A synthetic shop: visitors, tastes, carts and orders made up from a seed. Pure: no clock, no randomness but the seed's."""
