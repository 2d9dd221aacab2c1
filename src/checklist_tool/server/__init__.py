"""The desk in a browser, and the lists for programs: an application, and a server for one PC."""
