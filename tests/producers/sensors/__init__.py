"""Tests of producers.sensors."""
