// duckdb.mjs QUESTION DIR OUT: a question of the benchmark asked of DuckDB (npm @duckdb/node-api), its answer as CSV in OUT.
// The columns are told, because that and months as whole numbers are what DuckDB answers fastest.
import { DuckDBInstance } from '@duckdb/node-api';

const typed = { qty: 'BIGINT', amount: 'DECIMAL(18, 4)', shipped_at: 'TIMESTAMP', received_at: 'TIMESTAMP' };
const [question, dir, out] = process.argv.slice(2);

// A table of DIR: the columns that are counted have their types, the others are texts.
function table(name, columns, types = typed) {
	const pairs = columns.split(' ').map((column) => `'${column}': '${types[column] ?? 'VARCHAR'}'`);
	return `read_csv('${dir}/${name}.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
		columns = {${pairs}})`;
}
const shipped = 'shop order_id line_id sku qty amount ordered_at shipped_at order_type status gift carrier';
const returned = 'shop return_id order_id line_id sku qty amount type status reason1 note applied_at received_at carrier';
const classified = `${returned} cause reason rule conflict`;
const texts = {};

// What ret-tally counts, cell by cell; then one question on the columns of both.
const month = (at) => `year(${at}) * 12 + month(${at}) - 1`;
const tally = `
	select strftime(make_date((m // 12)::int, (m % 12 + 1)::int, 1), '%Y-%m') as period, * exclude (m) from (
		select ${month('shipped_at')} as m, sku, '' as cause, '' as reason, sum(qty) as shipped, 0 as returned,
			sum(amount) as shipped_amount, 0 as returned_amount, count(*) as shipped_lines, 0 as returned_lines,
			sum(qty * qty) as shipped_sq, 0 as returned_sq,
			min(shipped_at::date) as first, max(shipped_at::date) as last
		from ${table('shipments', shipped)} where status = 'done' and gift <> '1' group by all
		union all
		select ${month('received_at')} as m, sku, cause, reason, 0, sum(qty), 0, sum(amount), 0, count(*), 0, sum(qty * qty),
			min(received_at::date), max(received_at::date)
		from ${table('returns-classified', classified)} where status = 'done' and type in ('return', 'exchange') group by all)
	order by 1, 2, 3, 4`;
const questions = {
	version: [`copy (select version()) to '${out}' (header false)`],
	tally: [`copy (${tally}) to '${out}' (header)`],
	filter: [`copy (select * from ${table('shipments', shipped, { qty: 'BIGINT' })}
		where shop = '直播店' and qty >= 2) to '${out}' (header)`],
	// Order ids and line ids say which line a return is of.
	join: [`copy (select r.*, s.ordered_at, s.shipped_at from ${table('returns', returned, texts)} r
		left join ${table('shipments', shipped, texts)} s using (order_id, line_id)) to '${out}' (header)`],
	// What a change of format costs at least: read, and written again.
	copy: [['shipments', shipped], ['returns', returned]].map(([name, columns]) =>
		`copy (select * from ${table(name, columns, texts)}) to '${out}.${name}' (header)`),
};
const connection = await (await DuckDBInstance.create(':memory:')).connect();
for (const sql of questions[question])
	await connection.run(sql);
