// duckdb.mjs QUERY DIR OUT: one of the questions of the benchmark asked of DuckDB (npm @duckdb/node-api), its answer as CSV.
import { DuckDBInstance } from '@duckdb/node-api';

const [question, dir, out] = process.argv.slice(2);
const shipments = `read_csv('${dir}/shipments.csv', header = true, types = {'shipped_at': 'TIMESTAMP', 'qty': 'BIGINT',
	'amount': 'DECIMAL(18, 4)', 'gift': 'VARCHAR'})`;
const returns = `read_csv('${dir}/returns.csv', header = true, types = {'received_at': 'TIMESTAMP', 'qty': 'BIGINT',
	'amount': 'DECIMAL(18, 4)'})`;
const questions = {
	// What ret-tally counts, cell by cell.
	tally: `copy (
		select strftime(shipped_at, '%Y-%m') as period, sku, '' as cause, sum(qty) as shipped, 0 as returned,
			count(*) as shipped_lines, 0 as returned_lines, sum(qty * qty) as shipped_sq, 0 as returned_sq,
			min(shipped_at::date) as first, max(shipped_at::date) as last
		from ${shipments} where status = 'done' and gift <> '1' group by all
		union all
		select strftime(received_at, '%Y-%m'), sku, 'unclassified', 0, sum(qty), 0, count(*), 0, sum(qty * qty),
			min(received_at::date), max(received_at::date)
		from ${returns} where status = 'done' and type in ('return', 'exchange') group by all
		order by 1, 2, 3) to '${out}' (header)`,
	filter: `copy (select * from ${shipments} where shop = '直播店' and qty >= 2) to '${out}' (header)`,
};
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(questions[question]);
