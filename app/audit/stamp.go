package audit

import (
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// Stamp is how far the log of a project had come, and what else changes what is
// seen of one: the logs of its organisation and of the installation, and the
// changes that no log tells. Streams count in the order of commits, so an equal
// stamp means that nothing has changed; a later one never equals an earlier.
type Stamp struct {
	Logged       int64
	Unlogged     int64
	Organisation int64
	Installation int64
}

// StampColumns reads a Stamp within a query, given where that has the ids of the
// project and of its organisation.
func StampColumns(project, organisation string) string {
	at := func(prefix, id, as string) string {
		return "COALESCE((SELECT value FROM counter WHERE name = '" + prefix + "' || " + id + "), 0) AS stamp_" + as
	}
	return strings.Join([]string{
		at("audit:", project, "logged"), at("unlogged:", project, "unlogged"),
		at("audit:", organisation, "organisation"), at("audit:", "'"+installation+"'", "installation"),
	}, ", ")
}

// Touch counts a change within a project that the log does not tell, such as a
// colour that days bring about. Others who touch the project wait until the
// transaction ends.
func Touch(tx *gorm.DB, projectID string) error {
	_, err := database.Next(tx, "unlogged:"+projectID)
	return err
}
