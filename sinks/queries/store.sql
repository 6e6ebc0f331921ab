SELECT any(id) FROM store
