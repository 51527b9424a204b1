const rows = ([{ data, dims }]) => ({ data, count: dims[1], columns: dims[2] });
