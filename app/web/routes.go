package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
)

// routes is every address of the site; a test walks it with every role.
func (s *server) routes(app *fiber.App) {
	app.Get("/", s.front)
	s.comingInRoutes(app)
	app.Get(verifyPath, s.verifyForm)
	app.Post(verifyPath, s.verify)
	s.seatRoutes(app)
	s.reviewRoutes(app)
	s.ballotRoutes(app)
	s.ownRoutes(app)
	s.portfolioRoutes(app)
	s.organisationRoutes(app)
	s.installationRoutes(app)
	s.projectRoutes(app.Group("/projects/:slug"))
}

// comingInRoutes are the ways in: set-up, sign-in, and the links that are sent.
func (s *server) comingInRoutes(app *fiber.App) {
	app.Get("/set-up", s.setUpForm)
	app.Post("/set-up", s.setUp)
	app.Get("/sign-in", s.signInForm)
	app.Post("/sign-in", s.signIn)
	app.Post("/sign-out", s.signOut)
	app.Get("/forgot", s.forgotForm)
	app.Post("/forgot", s.forgot)
	app.Get("/reset/:token", s.bearing(account.Reset, s.resetForm))
	app.Post("/reset/:token", s.bearing(account.Reset, s.reset))
	app.Get("/invitation/:token", s.bearing(account.Invitation, s.invitation))
	app.Post("/invitation/:token", s.bearing(account.Invitation, s.accept))
	app.Post("/invitation/:token/take", s.bearing(account.Invitation, s.take))
}

// seatRoutes are the addresses of those who take part in a workshop, for which
// nobody needs an account.
func (s *server) seatRoutes(app *fiber.App) {
	app.Get("/join", s.joinForm)
	app.Post("/join", s.join)
	app.Get("/join/:code", s.joinForm)
	app.Get("/room", s.seated(s.room))
	app.Get("/room/own", s.seated(s.ownInRoom))
	app.Get("/room/events", s.seated(s.roomEvents))
	app.Post("/room/votes", s.seated(s.vote))
	app.Post("/room/table", s.seated(s.chooseTable))
	app.Post("/room/cards", s.seated(s.putCard))
	app.Post("/room/cards/:id/delete", s.seated(s.withdrawCard))
}

// ownRoutes are the addresses of one's own account.
func (s *server) ownRoutes(app *fiber.App) {
	app.Get("/me", s.signedIn(s.me))
	app.Post("/me", s.signedIn(s.saveMe))
	app.Post("/me/password", s.signedIn(s.changePassword))
	app.Post("/me/sessions/:id/end", s.signedIn(s.endSession))
	app.Post("/me/sign-out-everywhere", s.signedIn(s.signOutEverywhere))
	app.Get("/me/agendas", s.signedIn(s.agendaList))
	app.Post("/me/agendas/:id", s.signedIn(s.renameAgenda))
	app.Post("/me/agendas/:id/delete", s.signedIn(s.deleteAgenda))
}

// portfolioRoutes are the addresses of all projects of a person.
func (s *server) portfolioRoutes(app *fiber.App) {
	app.Get("/projects", s.signedIn(s.portfolio))
	app.Get("/projects/new", s.signedIn(s.newProject))
	app.Post("/projects", s.signedIn(s.createProject))
}

// organisationRoutes are the addresses of organisations and their members.
func (s *server) organisationRoutes(app *fiber.App) {
	app.Get("/organisations", s.signedIn(s.organisationList))
	app.Post("/organisations", s.signedIn(s.createOrganisation))
	app.Get("/organisations/:organisation", s.inOrganisation(s.organisation))
	app.Get("/organisations/:organisation/portfolio.pdf", s.inOrganisation(s.portfolioPDF))
	app.Post("/organisations/:organisation/portfolio", s.inOrganisation(s.issuePortfolio))
	app.Get("/organisations/:organisation/portfolio/:id", s.inOrganisation(s.issuedPortfolio))
	app.Get("/organisations/:organisation/portfolio/:id/report.pdf", s.inOrganisation(s.issuedPortfolioPDF))
	app.Post("/organisations/:organisation", s.inOrganisation(s.renameOrganisation))
	app.Get("/organisations/:organisation/brand", s.inOrganisation(s.brand))
	app.Post("/organisations/:organisation/brand", s.inOrganisation(s.setAccent))
	app.Post("/organisations/:organisation/brand/logo", s.inOrganisation(s.setLogo))
	app.Post("/organisations/:organisation/brand/logo/delete", s.inOrganisation(s.removeLogo))
	app.Get("/organisations/:organisation/logo.png", s.inOrganisation(s.logo))
	app.Post("/organisations/:organisation/members", s.inOrganisation(s.addColleague))
	app.Post("/organisations/:organisation/members/:id", s.inOrganisation(s.saveColleague))
	app.Post("/organisations/:organisation/members/:id/delete", s.inOrganisation(s.removeColleague))
	app.Post("/organisations/:organisation/invitations/:id/renew", s.inOrganisation(s.renewColleague))
	app.Post("/organisations/:organisation/invitations/:id/revoke", s.inOrganisation(s.revokeColleague))
	app.Post("/organisations/:organisation/projects/:id/restore", s.inOrganisation(s.restoreProject))
}

// installationRoutes are the addresses of the accounts of the installation.
func (s *server) installationRoutes(app *fiber.App) {
	app.Get("/admin/accounts", s.signedIn(s.accountList))
	app.Post("/admin/accounts", s.signedIn(s.admitAccount))
	app.Post("/admin/accounts/:id/organisations", s.signedIn(s.allowOrganisations))
	app.Post("/admin/accounts/:id/reset", s.signedIn(s.resetAccount))
	app.Post("/admin/accounts/:id/close", s.signedIn(s.closeAccount))
	app.Post("/admin/accounts/:id/reopen", s.signedIn(s.reopenAccount))
}
