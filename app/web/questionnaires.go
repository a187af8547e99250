package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/practices"
)

func questionnairePath(key project.Scope, rest ...string) string {
	return projectPath(key, append([]string{"questionnaires"}, rest...)...)
}

// besideMaturity begins a page of questionnaires.
func besideMaturity(key project.Scope, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	before := []layout.Crumb{{Label: key.Text.T("maturity.title"), Href: projectPath(key, "maturity")}}
	return inRoom(key, "maturity", title, purpose, append(before, crumbs...)...)
}

func (s *server) questionnaireList(c *fiber.Ctx, key project.Scope) error {
	all, err := s.Maturity.Questionnaires(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := practices.ListPage{Home: questionnairePath(key), All: all, MayManage: key.Allows(project.Manage)}
	page := besideMaturity(key, key.Text.T("practice.questionnaires"), key.Text.T("practice.questionnaires_purpose"))
	if p.MayManage {
		page.Action = &layout.Action{Label: key.Text.T("practice.new"), Href: p.Home + "/new"}
	}
	return s.page(c, page, practices.List(p))
}

func (s *server) questionnaire(c *fiber.Ctx, key project.Scope) error {
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	history, err := s.Maturity.HistoryOf(c.UserContext(), key, q.Key)
	if err != nil {
		return err
	}
	p := practices.OnePage{Home: questionnairePath(key, q.Key), Asked: q, History: history, Project: projectPath(key),
		MayAssess: key.Allows(project.Assess), MayManage: key.Allows(project.Manage)}
	p.Copy, p.Delete = s.blank(c, p.Home+"/copy", nil), s.filled(c, p.Home+"/delete", nil, q.Edition)
	if len(history) > 0 {
		latest, err := s.Maturity.One(c.UserContext(), key, maturity.Leading(history)[0].ID)
		if err != nil {
			return err
		}
		read, err := s.readPage(c, key, latest)
		if err != nil {
			return err
		}
		p.Latest = &read
	}
	page := besideMaturity(key, q.Titled().In(key.Text), q.About().In(key.Text), layout.Crumb{Label: key.Text.T("practice.questionnaires"), Href: questionnairePath(key)})
	if p.MayAssess {
		page.Action = &layout.Action{Label: key.Text.T("practice.answer"), Href: projectPath(key, "maturity") + "/new?questionnaire=" + q.Key}
	}
	return s.page(c, page, practices.One(p))
}

func (s *server) newQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Manage); err != nil {
		return err
	}
	return s.editSource(c, key, s.blank(c, questionnairePath(key), maturity.QuestionnaireDraft{}))
}

func (s *server) editQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Manage); err != nil {
		return err
	}
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	if !q.Own() {
		return fault.Missing()
	}
	return s.editSource(c, key, s.filled(c, questionnairePath(key, q.Key), q.Drafted(key.Text), q.Edition))
}

// editSource shows the form of a source, with the catalogue's shortest check as an
// example.
func (s *server) editSource(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	example, err := s.Maturity.Questionnaire(c.UserContext(), key, "four_pitfalls")
	if err != nil {
		return err
	}
	d := example.Copied(key.Text, example.Titled().In(key.Text))
	page := besideMaturity(key, key.Text.T("practice.edit_title"), key.Text.T("practice.edit_purpose"), layout.Crumb{Label: key.Text.T("practice.questionnaires"), Href: questionnairePath(key)})
	return s.page(c, page, practices.Edit(practices.EditPage{Form: f, Back: questionnairePath(key), Example: d.Source}))
}

// source is what was typed or, when a file was sent, what stands in that.
func source(c *fiber.Ctx) (maturity.QuestionnaireDraft, error) {
	var d maturity.QuestionnaireDraft
	if err := parse(c, &d); err != nil {
		return d, err
	}
	file, err := uploaded(c)
	if err == nil && len(file.Body) > 0 {
		d.Source = text.Storable(string(file.Body))
	}
	return d, err
}

func (s *server) createQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	d, err := source(c)
	var q maturity.Questionnaire
	if err == nil {
		q, err = s.Maturity.CreateQuestionnaire(c.UserContext(), key, d)
	}
	return s.keptSource(c, key, d, q, err)
}

func (s *server) saveQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	d, err := source(c)
	var q maturity.Questionnaire
	if err == nil {
		q, err = s.Maturity.SaveQuestionnaire(c.UserContext(), key, c.Params("id"), d)
	}
	return s.keptSource(c, key, d, q, err)
}

// keptSource leads to a questionnaire that was kept, or shows its source again.
func (s *server) keptSource(c *fiber.Ctx, key project.Scope, d maturity.QuestionnaireDraft, q maturity.Questionnaire, err error) error {
	if err != nil {
		return s.again(c, err, func(f partial.Form) error {
			if len(d.Source) <= maturity.LargestSource {
				f = f.With("source", d.Source)
			}
			return s.editSource(c, key, f)
		})
	}
	return s.said(c, questionnairePath(key, q.Key), "practice.said.kept")
}

func (s *server) copyQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	q, err := s.Maturity.CopyQuestionnaire(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.said(c, questionnairePath(key, q.Key, "edit"), "practice.said.copied")
}

func (s *server) deleteQuestionnaire(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		err = s.Maturity.DeleteQuestionnaire(c.UserContext(), key, c.Params("id"), version)
	}
	if err != nil {
		return err
	}
	return s.said(c, questionnairePath(key), "practice.said.deleted")
}

// questionnaireSource is a questionnaire as a file, in the reader's language.
func (s *server) questionnaireSource(c *fiber.Ctx, key project.Scope) error {
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	body, err := q.Source(key.Text)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/yaml; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+q.Key+`.yaml"`)
	return c.SendString(body)
}

// judgedPractice is one practice of an assessment, as a row of a file.
type judgedPractice struct {
	section, practice, level string
	of                       maturity.Judged
	evidence                 int
}

func practiceTable(key project.Scope, name string) table[judgedPractice] {
	type r = judgedPractice
	t := key.Text
	return table[r]{name, []column[r]{
		{head: "practice.column.section", cell: func(r r) any { return r.section }},
		{head: "practice.column.practice", cell: func(r r) any { return r.practice }},
		{head: "practice.column.level", cell: func(r r) any { return r.of.Level }},
		{head: "practice.column.description", cell: func(r r) any { return r.level }},
		{head: "practice.column.weight", cell: func(r r) any { return r.of.Weight }},
		{head: "maturity.comment", cell: func(r r) any { return r.of.Commented().In(t) }},
		{head: "practice.evidence", cell: func(r r) any { return r.evidence }},
	}}
}

// exportPractices answers with an assessment as a file, a practice a row.
func exportPractices(c *fiber.Ctx, key project.Scope, p practices.ReadPage) error {
	var rows []judgedPractice
	for _, section := range p.Asked.Sections {
		for _, one := range section.Practices {
			if j, ok := p.Assessment.Judgement(one.Key); ok {
				rows = append(rows, judgedPractice{section.Titled().In(key.Text), one.Titled().In(key.Text), one.Anchor(j.Level).In(key.Text), j, len(p.Proofs[one.Key])})
			}
		}
	}
	return export(c, key, practiceTable(key, "assessment-"+p.Assessment.Coded("")), every(rows))
}
