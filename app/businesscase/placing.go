package businesscase

import "stegvis/app/record"

// Placing is how cost lines stand on the grid: done when they are paid and nothing
// remains, high when their forecast is above what was approved. The sums are those
// of Line.Sum.
func Placing() record.Placing {
	const (
		sums = "(SELECT line_id, SUM(approved) AS granted, SUM(actual) AS paid, SUM(CASE WHEN month >= @month AND actual = 0 THEN planned ELSE 0 END) AS rest" +
			" FROM cost_amount WHERE project_id IN @projects GROUP BY line_id)"
		remains = "COALESCE(to_complete, rest, 0)"
	)
	return record.Placing{
		Kind: Kind, From: "cost_line LEFT JOIN " + sums + " AS sums ON line_id = cost_line.id", Table: "cost_line", Kotter: "kotter_step", Gartner: "gartner_step",
		Done: "COALESCE(paid, 0) > 0 AND " + remains + " = 0", High: "COALESCE(granted, 0) > 0 AND COALESCE(paid, 0) + " + remains + " > granted",
		Title: "name", Words: "name", Owner: "owner_id", Day: "NULL",
	}
}
