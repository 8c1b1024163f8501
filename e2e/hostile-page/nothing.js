// Nothing: the page's malice is put in by the scenario.
