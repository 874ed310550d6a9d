"""`kill -9` of a working worker, again and again, between real servers: nothing lost, nothing twice."""
