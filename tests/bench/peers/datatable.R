# datatable.R DIR OUT: the tally by R's data.table on all cores, without amounts: its decimals are binary.
suppressPackageStartupMessages(library(data.table))
setDTthreads(0)
args <- commandArgs(trailingOnly = TRUE)

read <- function(name, columns) {
	fread(file.path(args[1], name), select = columns, sep = ",", tz = "UTC", showProgress = FALSE)
}

# Days and months are whole numbers until the groups are made.
group <- function(rows, keys) {
	rows[, day := as.IDate(at)]
	rows[, month := year(day) * 12L + month(day) - 1L]
	cells <- rows[, .(units = sum(qty), lines = .N, squares = sum(square), first = min(day), last = max(day)), by = c("month", keys)]
	cells[, period := sprintf("%04d-%02d", month %/% 12L, month %% 12L + 1L)]
}

shipments <- read("shipments.csv", c("sku", "qty", "shipped_at", "status", "gift"))[status == "done" & gift != 1]
setnames(shipments, "shipped_at", "at")
shipments[, square := qty * qty]
returns <- read("returns-classified.csv", c("sku", "qty", "received_at", "status", "type", "cause", "reason"))
returns <- returns[status == "done" & type %in% c("return", "exchange")]
setnames(returns, "received_at", "at")
returns[, square := qty * qty]
shipped <- group(shipments, "sku")[, .(period, sku, "", "", units, 0L, lines, 0L, squares, 0L, first, last)]
returned <- group(returns, c("sku", "cause", "reason"))[, .(period, sku, cause, reason, 0L, units, 0L, lines, 0L, squares, first, last)]
fwrite(rbindlist(list(shipped, returned), use.names = FALSE), args[2], col.names = FALSE, quote = FALSE)
