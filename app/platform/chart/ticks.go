package chart

// Ticks are round values from 0 to top, about as many as wanted: multiples of 1,
// 2 or 5 times a power of ten.
func Ticks(top int64, wanted int) []int64 {
	step := int64(1)
	wanted = max(wanted, 1)
	for top/step > int64(wanted) {
		for _, f := range []int64{2, 5, 10} {
			if top/(step*f) <= int64(wanted) || f == 10 {
				step *= f
				break
			}
		}
	}
	var ticks []int64
	for n := int64(0); top >= 0 && n <= top/step; n++ {
		ticks = append(ticks, n*step)
	}
	return ticks
}
