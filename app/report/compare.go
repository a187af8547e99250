package report

import (
	"cmp"
	"slices"

	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

// Compare says what moved between two states of a project, the gravest first: what
// got worse, then what got better or was settled, then what is only different. Of
// equal weight the larger move comes first. Nothing can be compared with a state of
// no day.
func Compare(before, now State) []Move {
	if before.Day.IsZero() || now.Day.IsZero() {
		return nil
	}
	c := &comparison{before: before, now: now}
	c.health()
	c.decisions()
	c.milestones()
	c.money()
	c.risks()
	c.steps()
	c.maturity()
	slices.SortStableFunc(c.found, func(a, b weighed) int { return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(b.size, a.size)) })
	moves := make([]Move, len(c.found))
	for i, f := range c.found {
		moves[i] = f.Move
	}
	return moves
}

// weight is how grave a move is; the gravest is zero.
type weight int

const (
	wholeWorse weight = iota
	sideOff           // a side that is off track now
	decisionLate
	sideWorse
	milestoneLater
	moneyUp
	riskUp // to high, or one that is high and new, or has occurred
	stepBack
	maturityDown
	wholeBetter
	decisionMade
	sideBetter
	milestoneReached
	moneyDown
	stepFinished
	maturityUp
	riskDown // from high
	decisionAsked
	moneyApproved
	milestoneOther
	riskOther
	sideOther
	dimensionMoved
	decisionOther
	stepBegun
	moneySpent
)

// weighed is a move with its weight, and its size among those of the same weight.
type weighed struct {
	Move
	weight weight
	size   int64
}

// comparison collects the moves between two states.
type comparison struct {
	before, now State
	found       []weighed
}

func (c *comparison) add(w weight, size int, m Move) {
	c.found = append(c.found, weighed{m, w, int64(size)})
}

// facts are the arguments of a move about something of a name.
func facts(name i18n.Phrase) map[string]Fact { return map[string]Fact{"name": said(name)} }

// byKey are the rows of a list by what they are known by.
func byKey[T any, K comparable](all []T, key func(T) K) map[K]T {
	found := make(map[K]T, len(all))
	for _, one := range all {
		found[key(one)] = one
	}
	return found
}

// health is each colour that is not as it was.
func (c *comparison) health() {
	was := byKey(c.before.Health, func(s SideState) outlook.Dimension { return s.Dimension })
	for _, now := range c.now.Health {
		before, there := was[now.Dimension]
		if !there || before == now {
			continue
		}
		c.side(before, now)
	}
}

func (c *comparison) side(before, now SideState) {
	m := Move{Sort: OfHealth, Key: "health_turned", Mark: Better, Args: facts(i18n.Phrase{Key: "health.dimension." + string(now.Dimension), Text: string(now.Dimension)})}
	m.Args["was"], m.Args["now"] = colourOf(before.Colour), colourOf(now.Colour)
	whole := now.Dimension == outlook.Overall
	w := map[bool]weight{true: wholeBetter, false: sideBetter}[whole]
	switch {
	case before.Colour == now.Colour:
		c.held(m, before, now)
		return
	case before.Colour == outlook.Unknown:
		m.Key, m.Mark, w = "health_judged", Added, sideOther
	case now.Colour == outlook.Unknown:
		m.Key, m.Mark, w = "health_unjudged", Same, sideOther
	case now.Colour.Worse(before.Colour):
		m.Mark = Worse
		w = worsened(whole, now.Colour)
	}
	if now.Rule != "" && now.Rule != now.Colour && m.Key == "health_turned" {
		m.Key, m.Args["rule"] = "health_by_hand", colourOf(now.Rule)
	}
	c.add(w, 0, m)
}

func worsened(whole bool, now outlook.Colour) weight {
	switch {
	case whole:
		return wholeWorse
	case now == outlook.Red:
		return sideOff
	}
	return sideWorse
}

// held is a side whose colour is what it was while the rule's own is another, or
// while it is no longer set by hand.
func (c *comparison) held(m Move, before, now SideState) {
	from, to := before.ruled(), now.ruled()
	switch {
	case from == to:
		return // who set it has changed, and nothing else
	case to == now.Colour:
		m.Key, m.Mark = "health_released", Same
		delete(m.Args, "was")
	default:
		m.Key, m.Mark = "health_held", Better
		m.Args["from"], m.Args["rule"] = colourOf(from), colourOf(to)
		if to.Worse(from) {
			m.Mark = Worse
		}
	}
	c.add(sideOther, 0, m)
}

// money is the totals that are not what they were. Sums of another currency are not
// compared.
func (c *comparison) money() {
	was, now := c.before.Money, c.now.Money
	switch {
	case was == nil && now == nil:
	case was == nil:
		m := c.total("money_first", Added, "forecast")
		m.Args["now"] = sum(now.Forecast, now.Currency)
		c.add(moneyApproved, 0, m)
	case now == nil:
		m := c.total("money_gone", Closed, "forecast")
		m.Args["was"] = sum(was.Forecast, was.Currency)
		c.add(moneyApproved, 0, m)
	case was.Currency != now.Currency:
		m := c.total("money_currency", Same, "forecast")
		m.Args["was"], m.Args["now"] = Fact{As: AsWord, Word: was.Currency}, Fact{As: AsWord, Word: now.Currency}
		c.add(moneyApproved, 0, m)
	default:
		c.forecast(was.Forecast, now.Forecast)
		c.sums("approved", was.Approved, now.Approved, "money_raised", "money_lowered", moneyApproved)
		c.sums("actual", was.Actual, now.Actual, "money_spent", "money_corrected", moneySpent)
	}
}

// total begins a move of one of the totals.
func (c *comparison) total(key string, mark Turn, column string) Move {
	return Move{Sort: OfMoney, Key: key, Mark: mark, Args: facts(i18n.Phrase{Key: "cost.field." + column, Text: column})}
}

func (c *comparison) forecast(was, now int64) {
	key, mark, w := "money_up", Worse, moneyUp
	if now < was {
		key, mark, w = "money_down", Better, moneyDown
	}
	if now != was {
		m := c.changed(c.total(key, mark, "forecast"), was, now)
		if was == 0 {
			m.Key = "money_up_from_nothing"
			delete(m.Args, "share")
		}
		c.add(w, 0, m)
	}
}

func (c *comparison) sums(column string, was, now int64, up, down string, w weight) {
	key := up
	if now < was {
		key = down
	}
	if now != was {
		m := c.changed(c.total(key, Same, column), was, now)
		delete(m.Args, "share")
		c.add(w, 0, m)
	}
}

// changed fills a move with two sums of the present currency and what lies between.
func (c *comparison) changed(m Move, was, now int64) Move {
	code := c.now.Money.Currency
	m.Args["was"], m.Args["now"], m.Args["by"] = sum(was, code), sum(now, code), sum(now-was, code)
	m.Args["share"] = Fact{As: AsShare, N: int64(money.Share(now-was, was))}
	return m
}
