package web

import "github.com/gofiber/fiber/v2"

// projectRoutes is every address within one project.
func (s *server) projectRoutes(p fiber.Router) {
	s.overviewRoutes(p)
	s.gridRoutes(p)
	s.adviceRoutes(p)
	s.trackRoutes(p)
	s.stakeholderRoutes(p)
	s.riskRoutes(p)
	s.costRoutes(p)
	s.rolloutRoutes(p)
	s.peopleRoutes(p)
	s.maturityRoutes(p)
	s.agendaRoutes(p)
	s.resultRoutes(p)
	s.workshopRoutes(p)
	s.deskRoutes(p)
	s.decisionRoutes(p)
	s.committeeRoutes(p)
	s.meetingRoutes(p)
	s.reportRoutes(p)
	s.reviewingRoutes(p)
	s.activityRoutes(p)
	s.settingsRoutes(p)
	s.attachmentRoutes(p)
}

// overviewRoutes are the addresses of the first page, the search and health.
func (s *server) overviewRoutes(p fiber.Router) {
	p.Get("/", s.inProject(s.overview))
	p.Post("/undo", s.inProject(s.undo))
	p.Get("/search", s.inProject(s.searchPage))
	p.Get("/search/hints", s.inProject(s.searchHints))
	p.Get("/health", s.inProject(s.healthPage))
	p.Post("/health", s.inProject(s.overrideHealth))
	p.Post("/health/overrides/:id/delete", s.inProject(s.endOverride))
}

// gridRoutes are the addresses of the two tracks as a matrix.
func (s *server) gridRoutes(p fiber.Router) {
	p.Get("/grid", s.inProject(s.grid))
	p.Get("/grid/list", s.inProject(s.gridList))
}

// adviceRoutes are the addresses of the next best steps.
func (s *server) adviceRoutes(p fiber.Router) {
	p.Get("/next", s.inProject(s.next))
	p.Post("/next", s.inProject(s.dismiss))
	p.Post("/next/:id/delete", s.inProject(s.giveAgain))
}

// trackRoutes are the addresses of the two tracks.
func (s *server) trackRoutes(p fiber.Router) {
	p.Get("/tracks/:track", s.inProject(s.track))
	p.Get("/tracks/:track/:step", s.inProject(s.step))
	p.Post("/tracks/kotter/vision/text", s.inProject(s.saveVision))
	p.Post("/tracks/kotter/wins/promises", s.inProject(s.createWin))
	p.Post("/tracks/kotter/wins/promises/:id", s.inProject(s.saveWin))
	p.Post("/tracks/kotter/wins/promises/:id/delete", s.inProject(s.deleteWin))
	p.Post("/tracks/:track/:step", s.inProject(s.saveStep))
	p.Post("/tracks/:track/:step/finish", s.inProject(s.finishStep))
	p.Post("/tracks/:track/:step/reopen", s.inProject(s.reopenStep))
	p.Post("/tracks/:track/:step/deliverables", s.inProject(s.createDeliverable))
	p.Post("/tracks/:track/:step/deliverables/:id", s.inProject(s.saveDeliverable))
	p.Post("/tracks/:track/:step/deliverables/:id/delete", s.inProject(s.deleteDeliverable))
	p.Post("/tracks/:track/:step/deliverables/:id/worksheet", s.inProject(s.giveWorksheet))
	p.Get("/tracks/:track/:step/worksheets/:sheet", s.inProject(s.worksheet))
	p.Post("/tracks/:track/:step/worksheets/:sheet", s.inProject(s.saveWorksheet))
	p.Get("/tracks/:track/:step/worksheets/:sheet/worksheet.pdf", s.inProject(s.worksheetPDF))
	p.Get("/worksheets/:id", s.inProject(s.toWorksheet))
	p.Get("/tracks/:track/:step/*", s.inProject(s.insideStep))
}

// stakeholderRoutes are the addresses of stakeholders, coalition, messages and
// trainings.
func (s *server) stakeholderRoutes(p fiber.Router) {
	p.Get("/stakeholders", s.inProject(s.partyList))
	p.Post("/stakeholders", s.inProject(s.createParty))
	p.Post("/stakeholders/pick", s.inProject(s.pick(s.manyParties)))
	p.Post("/stakeholders/bulk", s.inProject(s.bulk(s.manyParties)))
	p.Get("/stakeholders/:id", s.inProject(s.partyPage))
	p.Post("/stakeholders/:id", s.inProject(s.saveParty))
	p.Post("/stakeholders/:id/delete", s.inProject(s.deleteParty))
	p.Get("/coalition", s.inProject(s.coalition))
	p.Post("/coalition", s.inProject(s.joinCoalition))
	p.Post("/coalition/pick", s.inProject(s.pick(s.manyMembers)))
	p.Post("/coalition/bulk", s.inProject(s.bulk(s.manyMembers)))
	p.Get("/coalition/:id", s.inProject(s.coalitionMember))
	p.Post("/coalition/:id", s.inProject(s.saveCoalitionMember))
	p.Post("/coalition/:id/delete", s.inProject(s.deleteCoalitionMember))
	p.Get("/messages", s.inProject(s.messageList))
	p.Post("/messages", s.inProject(s.createMessage))
	p.Post("/messages/pick", s.inProject(s.pick(s.manyMessages)))
	p.Post("/messages/bulk", s.inProject(s.bulk(s.manyMessages)))
	p.Get("/messages/:id", s.inProject(s.messagePage))
	p.Post("/messages/:id", s.inProject(s.saveMessage))
	p.Post("/messages/:id/delete", s.inProject(s.deleteMessage))
	p.Get("/trainings", s.inProject(s.trainingList))
	p.Post("/trainings", s.inProject(s.createTraining))
	p.Post("/trainings/pick", s.inProject(s.pick(s.manyTrainings)))
	p.Post("/trainings/bulk", s.inProject(s.bulk(s.manyTrainings)))
	p.Get("/trainings/:id", s.inProject(s.trainingPage))
	p.Post("/trainings/:id", s.inProject(s.saveTraining))
	p.Post("/trainings/:id/delete", s.inProject(s.deleteTraining))
}

// riskRoutes are the addresses of risks.
func (s *server) riskRoutes(p fiber.Router) {
	p.Get("/risks", s.inProject(s.riskList))
	p.Post("/risks", s.inProject(s.createRisk))
	p.Post("/risks/from-catalogue", s.inProject(s.noteCause))
	p.Post("/risks/pick", s.inProject(s.pick(s.manyRisks)))
	p.Post("/risks/bulk", s.inProject(s.bulk(s.manyRisks)))
	p.Get("/risks/:id", s.inProject(s.riskPage))
	p.Post("/risks/:id", s.inProject(s.saveRisk))
	p.Post("/risks/:id/delete", s.inProject(s.deleteRisk))
}

// costRoutes are the addresses of money.
func (s *server) costRoutes(p fiber.Router) {
	p.Get("/costs", s.inProject(s.costCase))
	p.Post("/costs", s.inProject(s.createCost))
	p.Post("/costs/pick", s.inProject(s.pick(s.manyCosts)))
	p.Post("/costs/bulk", s.inProject(s.bulk(s.manyCosts)))
	p.Get("/costs/:id", s.inProject(s.costLine))
	p.Post("/costs/:id", s.inProject(s.saveCost))
	p.Post("/costs/:id/delete", s.inProject(s.deleteCost))
}

// rolloutRoutes are the addresses of the plan with its waves, pilots and criteria.
func (s *server) rolloutRoutes(p fiber.Router) {
	p.Get("/rollout", s.inProject(s.rolloutRoom))
	p.Post("/rollout", s.inProject(s.createTask))
	p.Post("/rollout/pick", s.inProject(s.pick(s.manyTasks)))
	p.Post("/rollout/bulk", s.inProject(s.bulk(s.manyTasks)))
	p.Get("/rollout/tasks/:id", s.inProject(s.taskPage))
	p.Post("/rollout/tasks/:id", s.inProject(s.saveTask))
	p.Post("/rollout/tasks/:id/move", s.inProject(s.moveTask))
	p.Post("/rollout/tasks/:id/delete", s.inProject(s.deleteTask))
	p.Get("/rollout/waves", s.inProject(s.waveList))
	p.Post("/rollout/waves", s.inProject(s.createWave))
	p.Get("/rollout/waves/:id", s.inProject(s.wavePage))
	p.Post("/rollout/waves/:id", s.inProject(s.saveWave))
	p.Post("/rollout/waves/:id/delete", s.inProject(s.deleteWave))
	p.Get("/rollout/pilots", s.inProject(s.pilotList))
	p.Post("/rollout/pilots", s.inProject(s.createPilot))
	p.Get("/rollout/pilots/:id", s.inProject(s.pilotPage))
	p.Post("/rollout/pilots/:id", s.inProject(s.savePilot))
	p.Post("/rollout/pilots/:id/delete", s.inProject(s.deletePilot))
	p.Post("/rollout/criteria", s.inProject(s.createCriterion))
	p.Get("/rollout/criteria/:id", s.inProject(s.criterionPage))
	p.Post("/rollout/criteria/:id", s.inProject(s.saveCriterion))
	p.Post("/rollout/criteria/:id/delete", s.inProject(s.deleteCriterion))
}

// peopleRoutes are the addresses of people, members and invitations.
func (s *server) peopleRoutes(p fiber.Router) {
	p.Get("/members", s.inProject(s.memberList))
	p.Post("/members", s.inProject(s.invite))
	p.Post("/invitations/:id/renew", s.inProject(s.renewInvitation))
	p.Post("/invitations/:id/revoke", s.inProject(s.revokeInvitation))
	p.Post("/people", s.inProject(s.addPerson))
	p.Get("/people/:id", s.inProject(s.personPage))
	p.Post("/people/:id", s.inProject(s.savePerson))
	p.Post("/people/:id/delete", s.inProject(s.removePerson))
	p.Post("/people/:id/restore", s.inProject(s.restorePerson))
	p.Post("/people/:id/role", s.inProject(s.saveMember))
	p.Post("/people/:id/leave", s.inProject(s.removeMember))
	p.Post("/people/:id/reset", s.inProject(s.resetMember))
}

// maturityRoutes are the addresses of assessments.
func (s *server) maturityRoutes(p fiber.Router) {
	p.Get("/maturity", s.inProject(s.maturityRoom))
	p.Post("/maturity", s.inProject(s.createAssessment))
	p.Get("/maturity/new", s.inProject(s.newAssessment))
	p.Get("/maturity/targets", s.inProject(s.targets))
	p.Post("/maturity/targets", s.inProject(s.setTarget))
	p.Post("/maturity/ease", s.inProject(s.judgeEase))
	p.Get("/maturity/gaps/:id", s.inProject(s.gap))
	p.Post("/maturity/gaps/:id", s.inProject(s.makeOfGap))
	p.Get("/maturity/:id", s.inProject(s.assessment))
	p.Post("/maturity/:id/delete", s.inProject(s.deleteAssessment))
	p.Post("/maturity/:id/evidence", s.inProject(s.giveEvidence))
	p.Post("/maturity/:id/evidence/:evidence/delete", s.inProject(s.removeEvidence))
	p.Get("/questionnaires", s.inProject(s.questionnaireList))
	p.Post("/questionnaires", s.inProject(s.createQuestionnaire))
	p.Get("/questionnaires/new", s.inProject(s.newQuestionnaire))
	p.Get("/questionnaires/:id", s.inProject(s.questionnaire))
	p.Post("/questionnaires/:id", s.inProject(s.saveQuestionnaire))
	p.Get("/questionnaires/:id/edit", s.inProject(s.editQuestionnaire))
	p.Post("/questionnaires/:id/copy", s.inProject(s.copyQuestionnaire))
	p.Post("/questionnaires/:id/delete", s.inProject(s.deleteQuestionnaire))
	p.Get("/questionnaires/:id/questionnaire.yaml", s.inProject(s.questionnaireSource))
}

// resultRoutes are the addresses of what came of workshops.
func (s *server) resultRoutes(p fiber.Router) {
	p.Get("/workshops/:id/results", s.inProject(s.workshopResults))
	p.Post("/workshops/:id/results", s.inProject(s.takeResults))
	p.Get("/workshops/:id/results.csv", s.inProject(s.resultFile("csv")))
	p.Get("/workshops/:id/results.json", s.inProject(s.resultFile("json")))
	p.Get("/workshops/:id/results.md", s.inProject(s.resultFile("md")))
}

// decisionRoutes are the addresses of decisions.
func (s *server) decisionRoutes(p fiber.Router) {
	p.Get("/decisions", s.inProject(s.decisionList))
	p.Post("/decisions", s.inProject(s.askDecision))
	p.Post("/decisions/pick", s.inProject(s.pick(s.manyDecisions)))
	p.Post("/decisions/bulk", s.inProject(s.bulk(s.manyDecisions)))
	p.Get("/decisions/:id", s.inProject(s.decisionPage))
	p.Post("/decisions/:id", s.inProject(s.saveDecision))
	p.Post("/decisions/:id/decide", s.inProject(s.decide))
	p.Post("/decisions/:id/circulate", s.inProject(s.circulateDecision))
	p.Post("/decisions/:id/recall", s.inProject(s.recallDecision))
	p.Post("/decisions/:id/votes", s.inProject(s.voteOnDecision))
	p.Post("/decisions/:id/links", s.inProject(s.askVoice))
	p.Post("/decisions/:id/links/revoke", s.inProject(s.revokeVoice))
	p.Post("/decisions/:id/close", s.inProject(s.closeDecision))
	p.Post("/decisions/:id/carry", s.inProject(s.carryDecision))
	p.Post("/decisions/:id/done", s.inProject(s.finishDecision))
	p.Post("/decisions/:id/reopen", s.inProject(s.reopenDecision))
	p.Post("/decisions/:id/delete", s.inProject(s.deleteDecision))
}

// reportRoutes are the addresses of reports.
func (s *server) reportRoutes(p fiber.Router) {
	p.Get("/reports", s.inProject(s.reportRoom))
	p.Post("/reports/drafts", s.inProject(s.prepareReport))
	p.Get("/reports/drafts/:id", s.inProject(s.reportDraft))
	p.Post("/reports/drafts/:id", s.inProject(s.saveDraft))
	p.Get("/reports/drafts/:id/report.pdf", s.inProject(s.draftPDF))
	p.Post("/reports/drafts/:id/issue", s.inProject(s.issueReport))
	p.Post("/reports/drafts/:id/delete", s.inProject(s.deleteDraft))
	p.Get("/reports/variants", s.inProject(s.variantList))
	p.Post("/reports/variants", s.inProject(s.createVariant))
	p.Get("/reports/variants/:id", s.inProject(s.variantPage))
	p.Post("/reports/variants/:id", s.inProject(s.saveVariant))
	p.Post("/reports/variants/:id/delete", s.inProject(s.deleteVariant))
	p.Get("/reports/compare", s.inProject(s.compareReports))
	p.Get("/reports/schedules", s.inProject(s.scheduleList))
	p.Post("/reports/schedules", s.inProject(s.createSchedule))
	p.Get("/reports/schedules/:id", s.inProject(s.schedulePage))
	p.Post("/reports/schedules/:id", s.inProject(s.saveSchedule))
	p.Post("/reports/schedules/:id/delete", s.inProject(s.deleteSchedule))
	p.Get("/reports/:report.pdf", s.inProject(s.reportPreview))
	p.Get("/reports/:id", s.inProject(s.issuedReport))
	p.Get("/reports/:id/report.pdf", s.inProject(s.issuedPDF))
	p.Post("/reports/:id/send", s.inProject(s.sendReport))
	p.Post("/reports/:id/again", s.inProject(s.sendAgain))
}

// activityRoutes are the addresses of the log.
func (s *server) activityRoutes(p fiber.Router) {
	p.Get("/activity", s.inProject(s.activity))
}

// settingsRoutes are the addresses of the project itself and its rules of health.
func (s *server) settingsRoutes(p fiber.Router) {
	p.Get("/settings", s.inProject(s.projectSettings))
	p.Post("/settings", s.inProject(s.saveSettings))
	p.Post("/settings/delete", s.inProject(s.deleteProject))
	p.Get("/settings/health", s.inProject(s.healthRules))
	p.Post("/settings/health", s.inProject(s.saveHealthRules))
}

// attachmentRoutes are the addresses of comments, files and links of any row.
func (s *server) attachmentRoutes(p fiber.Router) {
	p.Post("/on/:kind/:id/comments", s.inProject(s.comment))
	p.Post("/on/:kind/:id/files", s.inProject(s.attachFile))
	p.Post("/on/:kind/:id/links", s.inProject(s.link))
	p.Get("/files/:id", s.inProject(s.file))
	p.Post("/comments/:id/delete", s.inProject(s.removeComment))
	p.Post("/files/:id/delete", s.inProject(s.removeFile))
	p.Post("/links/:id/delete", s.inProject(s.unlink))
}
