BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'harvest','0001_records','2026-11-29 18:30:57.206589+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'harvest','0002_ledger','2026-11-29 18:30:57.217525+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'harvest','0003_evidence','2026-11-29 18:30:57.232091+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'harvest','0004_changes','2026-11-29 18:30:57.233647+00:00');
CREATE TABLE abstract_sections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    category TEXT,
    language TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT;
INSERT INTO "abstract_sections" VALUES('99000032',1,NULL,NULL,NULL,'Heterologous liver progenitor cells were infused through the portal vein in 20 children with urea cycle disorders or Crigler-Najjar syndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.');
INSERT INTO "abstract_sections" VALUES('99000900',1,NULL,NULL,NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 106 cells/kg.');
INSERT INTO "abstract_sections" VALUES('99000015',1,NULL,NULL,NULL,'The editors retract this article on stem cells in liver cirrhosis, as the data could not be shown.');
INSERT INTO "abstract_sections" VALUES('99000001',1,'INTRODUCTION','CONCLUSIONS',NULL,'Decompensated liver cirrhosis has few treatments besides transplantation.');
INSERT INTO "abstract_sections" VALUES('99000001',2,'METHODS AND ANALYSIS','CONCLUSIONS',NULL,'In this phase 1/2 trial 200 participants will be randomised to three infusions of umbilical cord mesenchymal stem cells (1 × 10(6)/kg) or saline. The primary outcome is the change in MELD score at 24 weeks.');
INSERT INTO "abstract_sections" VALUES('99000001',3,'ETHICS AND DISSEMINATION','CONCLUSIONS',NULL,'Approved by the sample ethics committee; results will be published.');
INSERT INTO "abstract_sections" VALUES('99000001',4,'TRIAL REGISTRATION NUMBER','CONCLUSIONS',NULL,'NCT90000001.');
INSERT INTO "abstract_sections" VALUES('99000014',1,NULL,NULL,NULL,'Forty patients with liver cirrhosis were given cord blood stem cells or nothing. MELD fell by 12 points in all treated patients. No adverse events were seen.');
INSERT INTO "abstract_sections" VALUES('99000006',1,NULL,NULL,NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.');
INSERT INTO "abstract_sections" VALUES('99000007',1,NULL,NULL,NULL,'Plasma of 47 participants of a randomised trial of autologous macrophages in cirrhosis was studied for 37 proteins. Cell therapy raised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)');
CREATE TABLE adverse_groups (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    group_id TEXT,
    title TEXT,
    description TEXT,
    deaths_affected INTEGER,
    deaths_at_risk INTEGER,
    serious_affected INTEGER,
    serious_at_risk INTEGER,
    other_affected INTEGER,
    other_at_risk INTEGER,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "adverse_groups" VALUES('NCT90000007',1,'EG000','Cohort 1',NULL,NULL,NULL,2,20,5,20);
CREATE TABLE aliases (
    kind TEXT NOT NULL,
    alias TEXT NOT NULL,
    id TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (kind, alias)
) STRICT, WITHOUT ROWID;
INSERT INTO "aliases" VALUES('trial','NCT90000947','NCT90000047','2026-11-24T12:00:00Z');
CREATE TABLE arm_interventions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    arm_label TEXT NOT NULL,
    intervention_position INTEGER NOT NULL,
    PRIMARY KEY (nct_id, arm_label, intervention_position)
) STRICT, WITHOUT ROWID;
INSERT INTO "arm_interventions" VALUES('NCT90000001','Control',2);
INSERT INTO "arm_interventions" VALUES('NCT90000001','UC-MSC',1);
INSERT INTO "arm_interventions" VALUES('NCT90000006','Macrophages',1);
INSERT INTO "arm_interventions" VALUES('NCT90000007','Cohort 1',1);
INSERT INTO "arm_interventions" VALUES('NCT90000007','Cohort 2',1);
INSERT INTO "arm_interventions" VALUES('NCT90000047','UC-MSC',1);
CREATE TABLE arms (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    type TEXT,
    description TEXT,
    intervention_names TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "arms" VALUES('NCT90000001',1,'UC-MSC','EXPERIMENTAL','UC-MSCs, 1 × 10^6 cells/kg body weight in 100 ml saline through the cubital vein, three infusions at 4-week intervals','Biological: Umbilical cord mesenchymal stem cells');
INSERT INTO "arms" VALUES('NCT90000001',2,'Control','PLACEBO_COMPARATOR','Saline with 1% human albumin on the same days, plus standard treatment','Other: Placebo');
INSERT INTO "arms" VALUES('NCT90000006',1,'Macrophages','EXPERIMENTAL','Up to 10^9 autologous macrophages after leukapheresis, at days 0, 30 and 60','Biological: Autologous macrophages');
INSERT INTO "arms" VALUES('NCT90000006',2,'Control','NO_INTERVENTION','Standard care',NULL);
INSERT INTO "arms" VALUES('NCT90000007',1,'Cohort 1','EXPERIMENTAL','HepaSample 12.5 x 10^6 cells/kg (children >20 kg)','Biological: Adult human liver-derived progenitor cells');
INSERT INTO "arms" VALUES('NCT90000007',2,'Cohort 2','EXPERIMENTAL','HepaSample 50 to 200 million cells/kg','Biological: Adult human liver-derived progenitor cells');
INSERT INTO "arms" VALUES('NCT90000047',1,'UC-MSC','EXPERIMENTAL','2 × 10^6/kg, six times','Biological: Umbilical cord mesenchymal stem cells');
CREATE TABLE article_dates (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    date TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "article_dates" VALUES('99000001',1,'electronic','2023-03-07');
INSERT INTO "article_dates" VALUES('99000001',2,'received','2023-03-07');
INSERT INTO "article_dates" VALUES('99000001',3,'pubmed','2023-03-07');
INSERT INTO "article_dates" VALUES('99000001',4,'medline','2023-03-07');
INSERT INTO "article_dates" VALUES('99000001',5,'entrez','2023-03-07');
INSERT INTO "article_dates" VALUES('99000006',1,'electronic','2024-01-30');
INSERT INTO "article_dates" VALUES('99000006',2,'received','2024-01-30');
INSERT INTO "article_dates" VALUES('99000006',3,'pubmed','2024-01-30');
INSERT INTO "article_dates" VALUES('99000006',4,'medline','2024-01-30');
INSERT INTO "article_dates" VALUES('99000006',5,'entrez','2024-01-30');
INSERT INTO "article_dates" VALUES('99000007',1,'electronic','2025-02-15');
INSERT INTO "article_dates" VALUES('99000007',2,'received','2025-02-15');
INSERT INTO "article_dates" VALUES('99000007',3,'pubmed','2025-02-15');
INSERT INTO "article_dates" VALUES('99000007',4,'medline','2025-02-15');
INSERT INTO "article_dates" VALUES('99000007',5,'entrez','2025-02-15');
INSERT INTO "article_dates" VALUES('99000014',1,'electronic','2016-03-21');
INSERT INTO "article_dates" VALUES('99000014',2,'received','2016-03-21');
INSERT INTO "article_dates" VALUES('99000014',3,'pubmed','2016-03-21');
INSERT INTO "article_dates" VALUES('99000014',4,'medline','2016-03-21');
INSERT INTO "article_dates" VALUES('99000014',5,'entrez','2016-03-21');
INSERT INTO "article_dates" VALUES('99000015',1,'electronic','2019-06-03');
INSERT INTO "article_dates" VALUES('99000015',2,'received','2019-06-03');
INSERT INTO "article_dates" VALUES('99000015',3,'pubmed','2019-06-03');
INSERT INTO "article_dates" VALUES('99000015',4,'medline','2019-06-03');
INSERT INTO "article_dates" VALUES('99000015',5,'entrez','2019-06-03');
INSERT INTO "article_dates" VALUES('99000032',1,'electronic','2017-05-15');
INSERT INTO "article_dates" VALUES('99000032',2,'received','2017-05-15');
INSERT INTO "article_dates" VALUES('99000032',3,'pubmed','2017-05-15');
INSERT INTO "article_dates" VALUES('99000032',4,'medline','2017-05-15');
INSERT INTO "article_dates" VALUES('99000032',5,'entrez','2017-05-15');
INSERT INTO "article_dates" VALUES('99000900',1,'electronic','2024-01-30');
INSERT INTO "article_dates" VALUES('99000900',2,'received','2024-01-30');
INSERT INTO "article_dates" VALUES('99000900',3,'pubmed','2024-01-30');
INSERT INTO "article_dates" VALUES('99000900',4,'medline','2024-01-30');
INSERT INTO "article_dates" VALUES('99000900',5,'entrez','2024-01-30');
CREATE TABLE article_ids (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "article_ids" VALUES('99000001',1,'pubmed','99000001');
INSERT INTO "article_ids" VALUES('99000001',2,'doi','10.5555/sample.00001');
INSERT INTO "article_ids" VALUES('99000006',1,'pubmed','99000006');
INSERT INTO "article_ids" VALUES('99000006',2,'doi','10.5555/sample.00006');
INSERT INTO "article_ids" VALUES('99000007',1,'pubmed','99000007');
INSERT INTO "article_ids" VALUES('99000007',2,'doi','10.5555/sample.00007');
INSERT INTO "article_ids" VALUES('99000014',1,'pubmed','99000014');
INSERT INTO "article_ids" VALUES('99000014',2,'doi','10.5555/sample.00014');
INSERT INTO "article_ids" VALUES('99000015',1,'pubmed','99000015');
INSERT INTO "article_ids" VALUES('99000015',2,'doi','10.5555/sample.00015');
INSERT INTO "article_ids" VALUES('99000032',1,'pubmed','99000032');
INSERT INTO "article_ids" VALUES('99000032',2,'doi','10.5555/sample.00032');
INSERT INTO "article_ids" VALUES('99000900',1,'pubmed','99000900');
INSERT INTO "article_ids" VALUES('99000900',2,'doi','10.5555/sample.00006');
CREATE TABLE article_mesh (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT NOT NULL,
    name TEXT NOT NULL,
    major INTEGER NOT NULL,
    qualifiers TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "article_mesh" VALUES('99000001',1,'D008103','Liver Cirrhosis',1,'therapy*');
INSERT INTO "article_mesh" VALUES('99000001',2,'D045164','Mesenchymal Stem Cell Transplantation',1,NULL);
INSERT INTO "article_mesh" VALUES('99000001',3,'D014470','Umbilical Cord',0,NULL);
INSERT INTO "article_mesh" VALUES('99000001',4,'D004311','Double-Blind Method',0,NULL);
INSERT INTO "article_mesh" VALUES('99000001',5,'D006801','Humans',0,NULL);
INSERT INTO "article_mesh" VALUES('99000006',1,'D008103','Liver Cirrhosis',1,'therapy*');
INSERT INTO "article_mesh" VALUES('99000006',2,'D008264','Macrophages',1,NULL);
INSERT INTO "article_mesh" VALUES('99000006',3,'D064987','Cell- and Tissue-Based Therapy',1,NULL);
INSERT INTO "article_mesh" VALUES('99000006',4,'D014182','Transplantation, Autologous',0,NULL);
INSERT INTO "article_mesh" VALUES('99000006',5,'D006801','Humans',0,NULL);
INSERT INTO "article_mesh" VALUES('99000006',6,'D000368','Aged',0,NULL);
INSERT INTO "article_mesh" VALUES('99000007',1,'D008103','Liver Cirrhosis',0,NULL);
INSERT INTO "article_mesh" VALUES('99000007',2,'D008264','Macrophages',1,NULL);
INSERT INTO "article_mesh" VALUES('99000007',3,'D006801','Humans',0,NULL);
INSERT INTO "article_mesh" VALUES('99000014',1,'D008103','Liver Cirrhosis',0,NULL);
INSERT INTO "article_mesh" VALUES('99000014',2,'D036101','Cord Blood Stem Cell Transplantation',1,NULL);
INSERT INTO "article_mesh" VALUES('99000014',3,'D006801','Humans',0,NULL);
INSERT INTO "article_mesh" VALUES('99000032',1,'D056806','Urea Cycle Disorders, Inborn',0,NULL);
INSERT INTO "article_mesh" VALUES('99000032',2,'D003414','Crigler-Najjar Syndrome',0,NULL);
INSERT INTO "article_mesh" VALUES('99000032',3,'D064987','Cell- and Tissue-Based Therapy',1,NULL);
INSERT INTO "article_mesh" VALUES('99000032',4,'D011169','Portal Vein',0,NULL);
INSERT INTO "article_mesh" VALUES('99000900',1,'D008103','Liver Cirrhosis',1,'therapy*');
INSERT INTO "article_mesh" VALUES('99000900',2,'D008264','Macrophages',1,NULL);
INSERT INTO "article_mesh" VALUES('99000900',3,'D064987','Cell- and Tissue-Based Therapy',1,NULL);
INSERT INTO "article_mesh" VALUES('99000900',4,'D014182','Transplantation, Autologous',0,NULL);
INSERT INTO "article_mesh" VALUES('99000900',5,'D006801','Humans',0,NULL);
INSERT INTO "article_mesh" VALUES('99000900',6,'D000368','Aged',0,NULL);
CREATE TABLE article_notes (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_references (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    citation TEXT,
    ref_pmid TEXT,
    ref_doi TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_roles (
    pmid TEXT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL CHECK (role IN (
        'results', 'secondary', 'protocol', 'review', 'comment', 'preclinical', 'notice', 'other'
    )),
    evidence TEXT NOT NULL,
    field TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE article_types (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "article_types" VALUES('99000001',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000001',2,'D000078325','Clinical Trial Protocol');
INSERT INTO "article_types" VALUES('99000006',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000006',2,'D016449','Randomized Controlled Trial');
INSERT INTO "article_types" VALUES('99000006',3,'D017427','Clinical Trial, Phase II');
INSERT INTO "article_types" VALUES('99000006',4,'D016448','Multicenter Study');
INSERT INTO "article_types" VALUES('99000007',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000014',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000014',2,'D016441','Retracted Publication');
INSERT INTO "article_types" VALUES('99000015',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000015',2,'D016440','Retraction Notice');
INSERT INTO "article_types" VALUES('99000032',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000900',1,'D016428','Journal Article');
INSERT INTO "article_types" VALUES('99000900',2,'D016449','Randomized Controlled Trial');
INSERT INTO "article_types" VALUES('99000900',3,'D017427','Clinical Trial, Phase II');
INSERT INTO "article_types" VALUES('99000900',4,'D016448','Multicenter Study');
CREATE TABLE articles (
    pmid TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    vernacular_title TEXT,
    abstract TEXT,
    journal TEXT,
    journal_abbrev TEXT,
    medline_ta TEXT,
    issn TEXT,
    issn_linking TEXT,
    nlm_id TEXT,
    country TEXT,
    volume TEXT,
    issue TEXT,
    pages TEXT,
    pub_model TEXT,
    year INTEGER,
    published TEXT,
    published_text TEXT,
    electronic_date TEXT,
    entrez_date TEXT,
    doi TEXT,
    pii TEXT,
    pmcid TEXT,
    language TEXT,
    retracted INTEGER NOT NULL,
    integrity TEXT,
    publication_status TEXT,
    medline_status TEXT,
    owner TEXT,
    indexing_method TEXT,
    date_completed TEXT,
    date_revised TEXT,
    coi_statement TEXT,
    copyright TEXT,
    citation_subset TEXT,
    book_title TEXT,
    publisher TEXT,
    publisher_location TEXT,
    reference_count INTEGER NOT NULL,
    url TEXT NOT NULL
) STRICT;
INSERT INTO "articles" VALUES('99000032',1,'article','Liver progenitor cells for urea cycle disorders and Crigler-Najjar syndrome: safety in 20 children.',NULL,'Heterologous liver progenitor cells were infused through the portal vein in 20 children with urea cycle disorders or Crigler-Najjar syndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','27','5','324-30','Print-Electronic',2017,'2017-05',NULL,'2017-05-15','2017-05-15','10.5555/sample.00032',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2017-05-15','2017-05-15',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000032/');
INSERT INTO "articles" VALUES('99000900',1,'article','Autologous macrophage therapy for compensated liver cirrhosis: a randomised phase 2 trial.',NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 106 cells/kg.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','34','1','142-48','Print-Electronic',2024,'2024-01-30',NULL,'2024-01-30','2024-01-30','10.5555/sample.00006',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2024-01-30','2024-01-30',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000900/');
INSERT INTO "articles" VALUES('99000015',1,'article','Retraction: Cord blood stem cells cure liver cirrhosis: a controlled study in 40 patients.',NULL,'The editors retract this article on stem cells in liver cirrhosis, as the data could not be shown.','Example biomedicine letters','Example Biomed Lett','Example Biomed Lett','0000-0051','0000-0051','9900005','Netherlands','29','6','205-11','Print-Electronic',2019,'2019-06-03',NULL,'2019-06-03','2019-06-03','10.5555/sample.00015',NULL,NULL,'eng',0,NULL,'ppublish','PubMed-not-MEDLINE','NLM',NULL,NULL,'2019-06-03',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000015/');
INSERT INTO "articles" VALUES('99000001',1,'article','Umbilical cord mesenchymal stem cells in decompensated liver cirrhosis: protocol for a randomised, double-blind, placebo-controlled trial.',NULL,'INTRODUCTION: Decompensated liver cirrhosis has few treatments besides transplantation.

METHODS AND ANALYSIS: In this phase 1/2 trial 200 participants will be randomised to three infusions of umbilical cord mesenchymal stem cells (1 × 10(6)/kg) or saline. The primary outcome is the change in MELD score at 24 weeks.

ETHICS AND DISSEMINATION: Approved by the sample ethics committee; results will be published.

TRIAL REGISTRATION NUMBER: NCT90000001.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','33','3','107-13','Print-Electronic',2023,'2023-03-07',NULL,'2023-03-07','2023-03-07','10.5555/sample.00001',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2023-03-07','2023-03-07',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000001/');
INSERT INTO "articles" VALUES('99000014',1,'article','Cord blood stem cells cure liver cirrhosis: a controlled study in 40 patients.',NULL,'Forty patients with liver cirrhosis were given cord blood stem cells or nothing. MELD fell by 12 points in all treated patients. No adverse events were seen.','Example biomedicine letters','Example Biomed Lett','Example Biomed Lett','0000-0051','0000-0051','9900005','Netherlands','26','3','198-04','Print-Electronic',2016,'2016-03-21',NULL,'2016-03-21','2016-03-21','10.5555/sample.00014',NULL,NULL,'eng',1,'retracted','ppublish','MEDLINE','NLM','Automated','2016-03-21','2016-03-21',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000014/');
INSERT INTO "articles" VALUES('99000006',1,'article','Autologous macrophage therapy for compensated liver cirrhosis: a randomised phase 2 trial.',NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','34','1','142-48','Print-Electronic',2024,'2024-01-30',NULL,'2024-01-30','2024-01-30','10.5555/sample.00006',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2024-01-30','2024-01-30',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000006/');
INSERT INTO "articles" VALUES('99000007',1,'article','Circulating markers after macrophage therapy in liver cirrhosis: secondary analysis of a randomised trial.',NULL,'Plasma of 47 participants of a randomised trial of autologous macrophages in cirrhosis was studied for 37 proteins. Cell therapy raised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)','Example journal of hepatology','Example J Hepatol','Example J Hepatol','0000-0019','0000-0019','9900001','England','35','2','149-55','Print-Electronic',2025,'2025-02',NULL,'2025-02-15','2025-02-15','10.5555/sample.00007',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2025-02-15','2025-02-15',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000007/');
CREATE TABLE authors (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    last_name TEXT,
    fore_name TEXT,
    initials TEXT,
    suffix TEXT,
    collective_name TEXT,
    orcid TEXT,
    affiliation TEXT,
    equal_contribution INTEGER,
    PRIMARY KEY (pmid, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "authors" VALUES('99000001',1,'author','Li','Shili','S',NULL,NULL,'0000-0000-0000-0010','Department of Hepatology, Example University Hospital.',NULL);
INSERT INTO "authors" VALUES('99000001',2,'author','Sun','Yangben','Y',NULL,NULL,NULL,'Department of Hepatology, Demonstration Military Hospital.',NULL);
INSERT INTO "authors" VALUES('99000001',3,'author','Nobody',NULL,NULL,NULL,NULL,NULL,'Department of Hepatology, Example University Hospital.',NULL);
INSERT INTO "authors" VALUES('99000006',1,'author','Exemplar','Hugo J','HJ',NULL,NULL,'0000-0000-0000-0052','Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000006',2,'author','Muster','Uwe','U',NULL,NULL,NULL,'Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000006',3,'author','Specimen','Ada','A',NULL,NULL,'0000-0000-0000-0079','Department of Hepatology, Specimen University Medical Center.',NULL);
INSERT INTO "authors" VALUES('99000007',1,'author','Specimen','Ada','A',NULL,NULL,'0000-0000-0000-0079','Department of Hepatology, Specimen University Medical Center.',NULL);
INSERT INTO "authors" VALUES('99000007',2,'author','Exemplar','Hugo J','HJ',NULL,NULL,'0000-0000-0000-0052','Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000014',1,'author','Nobody',NULL,NULL,NULL,NULL,NULL,'Department of Hepatology, Example University Hospital.',NULL);
INSERT INTO "authors" VALUES('99000014',2,'author','Beispiel','Greta','G',NULL,NULL,NULL,'Department of Hepatology, Beispiel, Greta, M.D..',NULL);
INSERT INTO "authors" VALUES('99000032',1,'author','Ejemplo','Ines','I',NULL,NULL,NULL,'Department of Hepatology, Invented Cell Therapies Ltd.',NULL);
INSERT INTO "authors" VALUES('99000032',2,'author','Modèle','Zoé','Z',NULL,NULL,NULL,'Department of Hepatology, Invented Cell Therapies Ltd.',NULL);
INSERT INTO "authors" VALUES('99000032',3,'author','Muster','Uwe','U',NULL,NULL,NULL,'Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000900',1,'author','Exemplar','Hugo J','HJ',NULL,NULL,'0000-0000-0000-0052','Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000900',2,'author','Muster','Uwe','U',NULL,NULL,NULL,'Department of Hepatology, Imaginary Liver Trials Network.',NULL);
INSERT INTO "authors" VALUES('99000900',3,'author','Specimen','Ada','A',NULL,NULL,'0000-0000-0000-0079','Department of Hepatology, Specimen University Medical Center.',NULL);
CREATE TABLE book_sections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    label TEXT,
    title TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE change_state (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- told up to this version
    present INTEGER,                    -- 1 member of a search, 0 left, null never a member
    removed INTEGER NOT NULL,           -- 1 removed by its source
    merged INTEGER NOT NULL,            -- 1 lives on under another number
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "change_state" VALUES('article','99000001',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000006',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000007',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000014',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000015',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000032',1,1,0,0);
INSERT INTO "change_state" VALUES('article','99000900',1,1,0,0);
INSERT INTO "change_state" VALUES('trial','NCT90000001',1,1,0,0);
INSERT INTO "change_state" VALUES('trial','NCT90000006',1,1,0,0);
INSERT INTO "change_state" VALUES('trial','NCT90000007',1,1,0,0);
INSERT INTO "change_state" VALUES('trial','NCT90000047',1,1,0,0);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    event TEXT NOT NULL,
    field TEXT,
    old TEXT,
    new TEXT,
    note TEXT,
    days INTEGER,                       -- by how many days a date moved, later positive
    happened_on TEXT,                   -- the registry's own date for it, partial date
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    version INTEGER,                    -- the version that brought it
    origin TEXT NOT NULL CHECK (origin IN ('harvest', 'registry')),
    upstream INTEGER REFERENCES upstream_changes(id)
) STRICT;
CREATE TABLE clocks (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    clock TEXT NOT NULL,                -- us_law, registry_12_months, publication_24_months
    state TEXT NOT NULL,                -- on the day it was computed
    due TEXT,
    partial INTEGER NOT NULL,           -- 1 if due rests on a date without a day
    reason TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (nct_id, clock)
) STRICT, WITHOUT ROWID;
INSERT INTO "clocks" VALUES('NCT90000001','publication_24_months','running','2028-06-30',1,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2026-06"}');
INSERT INTO "clocks" VALUES('NCT90000001','registry_12_months','running','2027-06-30',1,'any interventional study','{"primary_completion_date": "2026-06"}');
INSERT INTO "clocks" VALUES('NCT90000001','us_law','not applicable',NULL,0,'not a drug or device that the FDA regulates','{"study_type": "INTERVENTIONAL", "phase": "PHASE1|PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2022-03-15"}');
INSERT INTO "clocks" VALUES('NCT90000006','publication_24_months','overdue','2024-09-30',0,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2022-09-30"}');
INSERT INTO "clocks" VALUES('NCT90000006','registry_12_months','overdue','2023-09-30',0,'any interventional study','{"primary_completion_date": "2022-09-30"}');
INSERT INTO "clocks" VALUES('NCT90000006','us_law','not applicable',NULL,0,'not a drug or device that the FDA regulates','{"study_type": "INTERVENTIONAL", "phase": "PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2018-11-05"}');
INSERT INTO "clocks" VALUES('NCT90000007','publication_24_months','overdue','2016-01-31',1,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2014-01"}');
INSERT INTO "clocks" VALUES('NCT90000007','registry_12_months','met late','2015-01-31',1,'any interventional study','{"primary_completion_date": "2014-01", "results_first_submitted": "2016-04-11", "results_first_posted": "2016-04-11"}');
INSERT INTO "clocks" VALUES('NCT90000007','us_law','not applicable',NULL,0,'not a drug or device that the FDA regulates','{"study_type": "INTERVENTIONAL", "phase": "PHASE1|PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2012-03"}');
INSERT INTO "clocks" VALUES('NCT90000047','publication_24_months','running','2028-07-31',1,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2026-07"}');
INSERT INTO "clocks" VALUES('NCT90000047','registry_12_months','running','2027-07-31',1,'any interventional study','{"primary_completion_date": "2026-07"}');
INSERT INTO "clocks" VALUES('NCT90000047','us_law','not applicable',NULL,0,'phase 1','{"study_type": "INTERVENTIONAL", "phase": "PHASE1", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2025-01-20"}');
CREATE TABLE conditions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "conditions" VALUES('NCT90000006',2,'Alcoholic Cirrhosis');
INSERT INTO "conditions" VALUES('NCT90000006',4,'Chronic Hepatitis C');
INSERT INTO "conditions" VALUES('NCT90000006',1,'Compensated Cirrhosis');
INSERT INTO "conditions" VALUES('NCT90000047',1,'Compensated Cirrhosis');
INSERT INTO "conditions" VALUES('NCT90000007',3,'Crigler-Najjar Syndrome');
INSERT INTO "conditions" VALUES('NCT90000001',1,'Decompensated Cirrhosis');
INSERT INTO "conditions" VALUES('NCT90000001',3,'Hepatitis B');
INSERT INTO "conditions" VALUES('NCT90000047',2,'Hepatitis B');
INSERT INTO "conditions" VALUES('NCT90000001',2,'Liver Cirrhosis');
INSERT INTO "conditions" VALUES('NCT90000007',1,'Liver Failure');
INSERT INTO "conditions" VALUES('NCT90000006',3,'Nonalcoholic Steatohepatitis');
INSERT INTO "conditions" VALUES('NCT90000007',2,'Urea Cycle Disorder');
CREATE TABLE corrections (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ref_type TEXT NOT NULL,
    other_pmid TEXT,
    source TEXT,
    note TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "corrections" VALUES('99000014',1,'RetractionIn','99000015','Example J. Sample 15.',NULL);
INSERT INTO "corrections" VALUES('99000015',1,'RetractionOf','99000014','Example J. Sample 14.',NULL);
CREATE TABLE cursors (
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    moved_in INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "cursors" VALUES('pubmed','cited-missing','{"2026-11-24":["99000040"]}',1);
INSERT INTO "cursors" VALUES('pubmed','mdat/core','2026-11-24',1);
CREATE TABLE databanks (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    databank TEXT NOT NULL,
    accession TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "databanks" VALUES('99000001',1,'ClinicalTrials.gov','NCT90000001');
INSERT INTO "databanks" VALUES('99000006',1,'ClinicalTrials.gov','NCT90000006');
INSERT INTO "databanks" VALUES('99000007',1,'ClinicalTrials.gov','NCT90000006');
INSERT INTO "databanks" VALUES('99000900',1,'ClinicalTrials.gov','NCT90000006');
CREATE TABLE drift (
    source TEXT NOT NULL,
    path TEXT NOT NULL,                 -- a path or a term that the program does not know
    example TEXT NOT NULL,
    record_id TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence_done (            -- of which input each later step was made last
    step TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence_state (           -- which records have been read, in which form
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- of the record and of everything that reads it
    words BLOB NOT NULL,                -- zlib: one "stem<TAB>word<TAB>count" a line
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE facets (
    kind TEXT NOT NULL CHECK (kind IN ('trial', 'article')),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,                -- code, or number in its normal form
    label TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT,
    days TEXT,                          -- time points, joined by "|"
    flag TEXT,                          -- a doubt: inferred, implausible, corrected
    formula TEXT,                       -- how the number was made from the words
    field TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,             -- the field's text from start to end
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE grants (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    grant_id TEXT,
    acronym TEXT,
    agency TEXT,
    country TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "grants" VALUES('99000006',1,'SAMPLE/15/1','MRC_','Sample Research Council','United Kingdom');
INSERT INTO "grants" VALUES('99000900',1,'SAMPLE/15/1','MRC_','Sample Research Council','United Kingdom');
CREATE TABLE interventions (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    name TEXT,
    description TEXT,
    other_names TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "interventions" VALUES('NCT90000001',1,'BIOLOGICAL','Umbilical cord mesenchymal stem cells','Umbilical cord-derived mesenchymal stem cells','UC-MSC|hUC-MSCs');
INSERT INTO "interventions" VALUES('NCT90000001',2,'OTHER','Placebo',NULL,NULL);
INSERT INTO "interventions" VALUES('NCT90000006',1,'BIOLOGICAL','Autologous macrophages','CD14+ monocyte-derived autologous macrophages (autologous)',NULL);
INSERT INTO "interventions" VALUES('NCT90000007',1,'BIOLOGICAL','Adult human liver-derived progenitor cells','Heterologous human adult liver-derived progenitor cells','HHALPC|HepaSample');
INSERT INTO "interventions" VALUES('NCT90000047',1,'BIOLOGICAL','Umbilical cord mesenchymal stem cells','Umbilical cord-derived mesenchymal stem cells','UC-MSC|hUC-MSCs');
CREATE TABLE investigators (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    last_name TEXT,
    fore_name TEXT,
    initials TEXT,
    suffix TEXT,
    orcid TEXT,
    affiliation TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE keywords (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    owner TEXT,
    keyword TEXT NOT NULL,
    major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "keywords" VALUES('99000006',1,'NOTNLM','cell therapy',0);
INSERT INTO "keywords" VALUES('99000006',2,'NOTNLM','results',0);
INSERT INTO "keywords" VALUES('99000006',3,'NOTNLM','sample record',0);
INSERT INTO "keywords" VALUES('99000015',1,'NOTNLM','cell therapy',0);
INSERT INTO "keywords" VALUES('99000015',2,'NOTNLM','notice',0);
INSERT INTO "keywords" VALUES('99000015',3,'NOTNLM','sample record',0);
INSERT INTO "keywords" VALUES('99000900',1,'NOTNLM','cell therapy',0);
INSERT INTO "keywords" VALUES('99000900',2,'NOTNLM','results',0);
INSERT INTO "keywords" VALUES('99000900',3,'NOTNLM','sample record',0);
CREATE TABLE links (
    nct_id TEXT NOT NULL,
    pmid TEXT NOT NULL,
    rule TEXT NOT NULL,                 -- the file of db/links, or candidate, or verdict
    relation TEXT NOT NULL CHECK (relation IN (
        'results', 'protocol', 'background', 'derived', 'mention', 'candidate'
    )),
    basis TEXT NOT NULL,                -- why this relation
    score REAL,
    probable INTEGER NOT NULL,          -- a candidate above the threshold
    proofs INTEGER NOT NULL,            -- independent proofs of the pair; derived + databank are one
    evidence TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    withdrawn_on TEXT,                  -- its source no longer says so
    PRIMARY KEY (nct_id, pmid, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE locations (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    facility TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    status TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "locations" VALUES('NCT90000001',1,'Example University Hospital, Shanghai Campus','Shanghai','Shanghai Municipality','200000','China',31.22222,121.45806,'RECRUITING');
INSERT INTO "locations" VALUES('NCT90000001',2,'Mock Third Affiliated Hospital','Guangzhou','Guangdong','510630','China',23.11667,113.25,'RECRUITING');
INSERT INTO "locations" VALUES('NCT90000006',1,'Imaginary Royal Infirmary','Edinburgh',NULL,'EH16 4SA','United Kingdom',55.95206,-3.19648,NULL);
INSERT INTO "locations" VALUES('NCT90000006',2,'Imaginary Hospital Birmingham','Birmingham',NULL,'B15 2TT','United Kingdom',52.48142,-1.89983,NULL);
INSERT INTO "locations" VALUES('NCT90000007',1,'Clinique Exemple Saint-Modèle','Brussels',NULL,'1200','Belgium',50.85045,4.34878,NULL);
INSERT INTO "locations" VALUES('NCT90000007',2,'Hôpital du Modèle','Paris',NULL,'75012','France',48.85341,2.3488,NULL);
INSERT INTO "locations" VALUES('NCT90000007',3,'Imaginary Hospital Birmingham','Birmingham',NULL,'B15 2TT','United Kingdom',52.48142,-1.89983,NULL);
INSERT INTO "locations" VALUES('NCT90000007',4,'Musterklinikum Berlin','Berlin','State of Berlin','13353','Germany',52.52437,13.41053,NULL);
INSERT INTO "locations" VALUES('NCT90000047',1,'Example University Hospital, Shanghai Campus','Shanghai','Shanghai Municipality','200000','China',31.22222,121.45806,'RECRUITING');
CREATE TABLE memberships (
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    search TEXT NOT NULL,
    source TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    left_on TEXT,
    PRIMARY KEY (kind, record_id, search, source)
) STRICT, WITHOUT ROWID;
INSERT INTO "memberships" VALUES('article','99000001','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000006','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000007','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000014','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000015','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000032','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('article','99000900','core','pubmed','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('trial','NCT90000001','core','clinicaltrials','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('trial','NCT90000006','core','clinicaltrials','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('trial','NCT90000007','core','clinicaltrials','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "memberships" VALUES('trial','NCT90000047','core','clinicaltrials','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
CREATE TABLE mentions (                 -- numbers of trials and papers named in a record's text
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    registry TEXT NOT NULL,
    number TEXT NOT NULL,               -- canonical spelling
    field TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,             -- the words around it
    registers INTEGER NOT NULL,         -- 1 if the words say that it is the study's own number
    PRIMARY KEY (kind, id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE mesh_entry_terms (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (ui, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "mesh_entry_terms" VALUES('D000328',1,'Adults');
INSERT INTO "mesh_entry_terms" VALUES('D000368',1,'Elderly');
INSERT INTO "mesh_entry_terms" VALUES('D000818',1,'Animal');
INSERT INTO "mesh_entry_terms" VALUES('D000818',2,'Animalia');
INSERT INTO "mesh_entry_terms" VALUES('D003414',1,'Crigler Najjar Syndrome');
INSERT INTO "mesh_entry_terms" VALUES('D003414',2,'Familial Nonhemolytic Unconjugated Hyperbilirubinemia');
INSERT INTO "mesh_entry_terms" VALUES('D003414',3,'Hereditary Unconjugated Hyperbilirubinemia');
INSERT INTO "mesh_entry_terms" VALUES('D003414',4,'Hereditary Unconjugated Hyperbilirubinemias');
INSERT INTO "mesh_entry_terms" VALUES('D003414',5,'Hyperbilirubinemia, Hereditary Unconjugated');
INSERT INTO "mesh_entry_terms" VALUES('D003414',6,'Unconjugated Hyperbilirubinemia, Hereditary');
INSERT INTO "mesh_entry_terms" VALUES('D004311',1,'Double Blind Method');
INSERT INTO "mesh_entry_terms" VALUES('D004311',2,'Double Masked Method');
INSERT INTO "mesh_entry_terms" VALUES('D004311',3,'Double-Blind Methods');
INSERT INTO "mesh_entry_terms" VALUES('D004311',4,'Double-Masked Method');
INSERT INTO "mesh_entry_terms" VALUES('D004311',5,'Method, Double-Blind');
INSERT INTO "mesh_entry_terms" VALUES('D004311',6,'Methods, Double-Blind');
INSERT INTO "mesh_entry_terms" VALUES('D005234',1,'Liver, Fatty');
INSERT INTO "mesh_entry_terms" VALUES('D005355',1,'Fibroses');
INSERT INTO "mesh_entry_terms" VALUES('D006509',1,'Hepatitis B Virus Infection');
INSERT INTO "mesh_entry_terms" VALUES('D006525',1,'Human Viral Hepatitides');
INSERT INTO "mesh_entry_terms" VALUES('D006525',2,'Human Viral Hepatitis');
INSERT INTO "mesh_entry_terms" VALUES('D006525',3,'Viral Hepatitides, Human');
INSERT INTO "mesh_entry_terms" VALUES('D006525',4,'Viral Hepatitis, Human');
INSERT INTO "mesh_entry_terms" VALUES('D006801',1,'Homo sapiens');
INSERT INTO "mesh_entry_terms" VALUES('D006801',2,'Human');
INSERT INTO "mesh_entry_terms" VALUES('D006801',3,'Man (Taxonomy)');
INSERT INTO "mesh_entry_terms" VALUES('D006801',4,'Man, Modern');
INSERT INTO "mesh_entry_terms" VALUES('D006801',5,'Modern Man');
INSERT INTO "mesh_entry_terms" VALUES('D008103',1,'Cirrhosis, Hepatic');
INSERT INTO "mesh_entry_terms" VALUES('D008103',2,'Cirrhosis, Liver');
INSERT INTO "mesh_entry_terms" VALUES('D008103',3,'Hepatic Cirrhosis');
INSERT INTO "mesh_entry_terms" VALUES('D008104',1,'Alcoholic Cirrhosis');
INSERT INTO "mesh_entry_terms" VALUES('D008104',2,'Alcoholic Hepatic Cirrhosis');
INSERT INTO "mesh_entry_terms" VALUES('D008104',3,'Alcoholic Liver Cirrhosis');
INSERT INTO "mesh_entry_terms" VALUES('D008104',4,'Hepatic Cirrhosis, Alcoholic');
INSERT INTO "mesh_entry_terms" VALUES('D008107',1,'Disease, Liver');
INSERT INTO "mesh_entry_terms" VALUES('D008107',2,'Diseases, Liver');
INSERT INTO "mesh_entry_terms" VALUES('D008107',3,'Liver Disease');
INSERT INTO "mesh_entry_terms" VALUES('D008264',1,'Bone Marrow Derived Macrophages');
INSERT INTO "mesh_entry_terms" VALUES('D008264',2,'Bone Marrow-Derived Macrophage');
INSERT INTO "mesh_entry_terms" VALUES('D008264',3,'Bone Marrow-Derived Macrophages');
INSERT INTO "mesh_entry_terms" VALUES('D008264',4,'Macrophage, Bone Marrow-Derived');
INSERT INTO "mesh_entry_terms" VALUES('D008264',5,'Macrophages, Bone Marrow-Derived');
INSERT INTO "mesh_entry_terms" VALUES('D008264',6,'Monocyte-Derived Macrophages');
INSERT INTO "mesh_entry_terms" VALUES('D011169',1,'Portal Veins');
INSERT INTO "mesh_entry_terms" VALUES('D011169',2,'Vein, Portal');
INSERT INTO "mesh_entry_terms" VALUES('D011169',3,'Veins, Portal');
INSERT INTO "mesh_entry_terms" VALUES('D014182',1,'Autografting');
INSERT INTO "mesh_entry_terms" VALUES('D014182',2,'Autograftings');
INSERT INTO "mesh_entry_terms" VALUES('D014182',3,'Autologous Transplantation');
INSERT INTO "mesh_entry_terms" VALUES('D014182',4,'Autologous Transplantations');
INSERT INTO "mesh_entry_terms" VALUES('D014182',5,'Autotransplantation');
INSERT INTO "mesh_entry_terms" VALUES('D014182',6,'Autotransplantations');
INSERT INTO "mesh_entry_terms" VALUES('D014470',1,'Cord, Umbilical');
INSERT INTO "mesh_entry_terms" VALUES('D014470',2,'Cords, Umbilical');
INSERT INTO "mesh_entry_terms" VALUES('D014470',3,'Umbilical Cords');
INSERT INTO "mesh_entry_terms" VALUES('D017093',1,'Hepatic Failure');
INSERT INTO "mesh_entry_terms" VALUES('D017690',1,'Transplantation, Cell');
INSERT INTO "mesh_entry_terms" VALUES('D019698',1,'Chronic Hepatitis C');
INSERT INTO "mesh_entry_terms" VALUES('D033581',1,'Stem Cell Transplantations');
INSERT INTO "mesh_entry_terms" VALUES('D033581',2,'Transplantation, Stem Cell');
INSERT INTO "mesh_entry_terms" VALUES('D033581',3,'Transplantations, Stem Cell');
INSERT INTO "mesh_entry_terms" VALUES('D036101',1,'Blood Stem Cell Transplantation, Umbilical Cord');
INSERT INTO "mesh_entry_terms" VALUES('D036101',2,'Placental Blood Stem Cell Transplantation');
INSERT INTO "mesh_entry_terms" VALUES('D036101',3,'Stem Cell Transplantation, Cord Blood');
INSERT INTO "mesh_entry_terms" VALUES('D036101',4,'Stem Cell Transplantation, Placental Blood');
INSERT INTO "mesh_entry_terms" VALUES('D036101',5,'Umbilical Cord Blood Stem Cell Transplantation');
INSERT INTO "mesh_entry_terms" VALUES('D045164',1,'Stem Cell Transplantation, Mesenchymal');
INSERT INTO "mesh_entry_terms" VALUES('D045164',2,'Transplantation, Mesenchymal Stem Cell');
INSERT INTO "mesh_entry_terms" VALUES('D056806',1,'Disorder, Urea Cycle');
INSERT INTO "mesh_entry_terms" VALUES('D056806',2,'Disorders, Urea Cycle');
INSERT INTO "mesh_entry_terms" VALUES('D056806',3,'Inborn Urea Cycle Disorder');
INSERT INTO "mesh_entry_terms" VALUES('D056806',4,'Urea Cycle Disorder');
INSERT INTO "mesh_entry_terms" VALUES('D056806',5,'Urea Cycle Disorders');
INSERT INTO "mesh_entry_terms" VALUES('D064987',1,'Cell and Tissue Based Therapy');
INSERT INTO "mesh_entry_terms" VALUES('D065626',1,'Fatty Liver, Nonalcoholic');
INSERT INTO "mesh_entry_terms" VALUES('D065626',2,'Fatty Livers, Nonalcoholic');
INSERT INTO "mesh_entry_terms" VALUES('D065626',3,'Liver, Nonalcoholic Fatty');
INSERT INTO "mesh_entry_terms" VALUES('D065626',4,'NAFLD');
INSERT INTO "mesh_entry_terms" VALUES('D065626',5,'Non alcoholic Fatty Liver Disease');
INSERT INTO "mesh_entry_terms" VALUES('D065626',6,'Nonalcoholic Fatty Liver Disease');
CREATE TABLE mesh_terms (
    ui TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    scope_note TEXT,
    tree_numbers TEXT
) STRICT;
INSERT INTO "mesh_terms" VALUES('D000328','Adult','A person of 19 to 44 years.','M01.060.116');
INSERT INTO "mesh_terms" VALUES('D000818','Animals',NULL,'B01.050');
INSERT INTO "mesh_terms" VALUES('D017690','Cell Transplantation','Transfer of living cells into a body.','E02.095.147.500|E04.936.225');
INSERT INTO "mesh_terms" VALUES('D033581','Stem Cell Transplantation','Transfer of stem cells from one place or person to another.','E02.095.147.500.500|E04.936.225.687');
INSERT INTO "mesh_terms" VALUES('D000368','Aged','A person of 65 to 79 years.','M01.060.116.100');
INSERT INTO "mesh_terms" VALUES('D003414','Crigler-Najjar Syndrome','An inherited lack of the enzyme that makes bilirubin soluble.','C16.320.565.300.281|C18.452.648.300.281');
INSERT INTO "mesh_terms" VALUES('D004311','Double-Blind Method','A study in which neither those treated nor those judging know who gets what.','E05.318.370.300|E05.581.500.300|N05.715.360.325.320|N06.850.520.445.300');
INSERT INTO "mesh_terms" VALUES('D005234','Fatty Liver','More fat in the liver cells than they should hold.','C06.552.241');
INSERT INTO "mesh_terms" VALUES('D005355','Fibrosis','Formation of scar tissue in any organ.','C23.550.355');
INSERT INTO "mesh_terms" VALUES('D006509','Hepatitis B','Infection of the liver with the hepatitis B virus.','C01.221.250.500|C01.925.256.430.400|C01.925.440.435|C06.552.380.705.437');
INSERT INTO "mesh_terms" VALUES('D006525','Hepatitis, Viral, Human','Infection of the human liver by one of the hepatitis viruses.','C01.925.440|C06.552.380.705');
INSERT INTO "mesh_terms" VALUES('D006801','Humans',NULL,'B01.050.150.900.649.313.988.400.112.400.400');
INSERT INTO "mesh_terms" VALUES('D008103','Liver Cirrhosis','The common end of long-lasting liver damage: scar tissue divides the organ into nodules and its vessels are distorted.','C06.552.630|C23.550.355.412');
INSERT INTO "mesh_terms" VALUES('D008104','Liver Cirrhosis, Alcoholic','CIRRHOSIS that follows years of heavy drinking.','C06.552.630.380|C06.552.645.590|C23.550.355.412.380|C25.775.100.087.645.550');
INSERT INTO "mesh_terms" VALUES('D008107','Liver Diseases','Any disorder of the LIVER, whatever its cause or course.','C06.552');
INSERT INTO "mesh_terms" VALUES('D008264','Macrophages','Large white cells of the tissues that take up debris and microbes.','A11.329.372|A11.627.482|A11.733.397|A15.382.670.522|A15.382.680.397');
INSERT INTO "mesh_terms" VALUES('D011169','Portal Vein','The vein that brings blood from the gut to the liver.','A07.015.908.670.567');
INSERT INTO "mesh_terms" VALUES('D014182','Transplantation, Autologous','Transplantation where donor and recipient are the same person.','E04.936.664');
INSERT INTO "mesh_terms" VALUES('D014470','Umbilical Cord','The cord between placenta and fetus.','A16.378.693');
INSERT INTO "mesh_terms" VALUES('D017093','Liver Failure','A liver that can no longer make, clear and detoxify what the body needs it to.','C06.552.308.500');
INSERT INTO "mesh_terms" VALUES('D019698','Hepatitis C, Chronic','Infection with the hepatitis C virus that has lasted for more than six months.','C01.221.250.750.120|C01.925.440.440.120|C01.925.782.350.350.120|C06.552.380.350.120|C06.552.380.705.440.120|C23.550.291.500.477.750');
INSERT INTO "mesh_terms" VALUES('D036101','Cord Blood Stem Cell Transplantation','Transfer of stem cells from the blood of the umbilical cord.','E02.095.147.500.500.312|E04.936.225.687.312');
INSERT INTO "mesh_terms" VALUES('D045164','Mesenchymal Stem Cell Transplantation','Transfer of MESENCHYMAL STEM CELLS, the patient''s own or a donor''s.','E02.095.147.500.500.625|E04.936.225.687.625');
INSERT INTO "mesh_terms" VALUES('D056806','Urea Cycle Disorders, Inborn','Inherited defects of the enzymes that turn ammonia into urea.','C10.228.140.163.100.937|C16.320.565.100.940|C16.320.565.189.937|C18.452.132.100.937|C18.452.648.100.940|C18.452.648.189.937');
INSERT INTO "mesh_terms" VALUES('D064987','Cell- and Tissue-Based Therapy','Treatment with living cells or tissues.','E02.095.147');
INSERT INTO "mesh_terms" VALUES('D065626','Non-alcoholic Fatty Liver Disease','Fat in the liver of people who drink little or nothing, with or without inflammation.','C06.552.241.519');
CREATE TABLE mesh_trees (
    ui TEXT NOT NULL REFERENCES mesh_terms(ui) ON DELETE CASCADE,
    tree_number TEXT NOT NULL,
    PRIMARY KEY (ui, tree_number)
) STRICT, WITHOUT ROWID;
INSERT INTO "mesh_trees" VALUES('D011169','A07.015.908.670.567');
INSERT INTO "mesh_trees" VALUES('D008264','A11.329.372');
INSERT INTO "mesh_trees" VALUES('D008264','A11.627.482');
INSERT INTO "mesh_trees" VALUES('D008264','A11.733.397');
INSERT INTO "mesh_trees" VALUES('D008264','A15.382.670.522');
INSERT INTO "mesh_trees" VALUES('D008264','A15.382.680.397');
INSERT INTO "mesh_trees" VALUES('D014470','A16.378.693');
INSERT INTO "mesh_trees" VALUES('D000818','B01.050');
INSERT INTO "mesh_trees" VALUES('D006801','B01.050.150.900.649.313.988.400.112.400.400');
INSERT INTO "mesh_trees" VALUES('D006509','C01.221.250.500');
INSERT INTO "mesh_trees" VALUES('D019698','C01.221.250.750.120');
INSERT INTO "mesh_trees" VALUES('D006509','C01.925.256.430.400');
INSERT INTO "mesh_trees" VALUES('D006525','C01.925.440');
INSERT INTO "mesh_trees" VALUES('D006509','C01.925.440.435');
INSERT INTO "mesh_trees" VALUES('D019698','C01.925.440.440.120');
INSERT INTO "mesh_trees" VALUES('D019698','C01.925.782.350.350.120');
INSERT INTO "mesh_trees" VALUES('D008107','C06.552');
INSERT INTO "mesh_trees" VALUES('D005234','C06.552.241');
INSERT INTO "mesh_trees" VALUES('D065626','C06.552.241.519');
INSERT INTO "mesh_trees" VALUES('D017093','C06.552.308.500');
INSERT INTO "mesh_trees" VALUES('D019698','C06.552.380.350.120');
INSERT INTO "mesh_trees" VALUES('D006525','C06.552.380.705');
INSERT INTO "mesh_trees" VALUES('D006509','C06.552.380.705.437');
INSERT INTO "mesh_trees" VALUES('D019698','C06.552.380.705.440.120');
INSERT INTO "mesh_trees" VALUES('D008103','C06.552.630');
INSERT INTO "mesh_trees" VALUES('D008104','C06.552.630.380');
INSERT INTO "mesh_trees" VALUES('D008104','C06.552.645.590');
INSERT INTO "mesh_trees" VALUES('D056806','C10.228.140.163.100.937');
INSERT INTO "mesh_trees" VALUES('D056806','C16.320.565.100.940');
INSERT INTO "mesh_trees" VALUES('D056806','C16.320.565.189.937');
INSERT INTO "mesh_trees" VALUES('D003414','C16.320.565.300.281');
INSERT INTO "mesh_trees" VALUES('D056806','C18.452.132.100.937');
INSERT INTO "mesh_trees" VALUES('D056806','C18.452.648.100.940');
INSERT INTO "mesh_trees" VALUES('D056806','C18.452.648.189.937');
INSERT INTO "mesh_trees" VALUES('D003414','C18.452.648.300.281');
INSERT INTO "mesh_trees" VALUES('D019698','C23.550.291.500.477.750');
INSERT INTO "mesh_trees" VALUES('D005355','C23.550.355');
INSERT INTO "mesh_trees" VALUES('D008103','C23.550.355.412');
INSERT INTO "mesh_trees" VALUES('D008104','C23.550.355.412.380');
INSERT INTO "mesh_trees" VALUES('D008104','C25.775.100.087.645.550');
INSERT INTO "mesh_trees" VALUES('D064987','E02.095.147');
INSERT INTO "mesh_trees" VALUES('D017690','E02.095.147.500');
INSERT INTO "mesh_trees" VALUES('D033581','E02.095.147.500.500');
INSERT INTO "mesh_trees" VALUES('D036101','E02.095.147.500.500.312');
INSERT INTO "mesh_trees" VALUES('D045164','E02.095.147.500.500.625');
INSERT INTO "mesh_trees" VALUES('D017690','E04.936.225');
INSERT INTO "mesh_trees" VALUES('D033581','E04.936.225.687');
INSERT INTO "mesh_trees" VALUES('D036101','E04.936.225.687.312');
INSERT INTO "mesh_trees" VALUES('D045164','E04.936.225.687.625');
INSERT INTO "mesh_trees" VALUES('D014182','E04.936.664');
INSERT INTO "mesh_trees" VALUES('D004311','E05.318.370.300');
INSERT INTO "mesh_trees" VALUES('D004311','E05.581.500.300');
INSERT INTO "mesh_trees" VALUES('D000328','M01.060.116');
INSERT INTO "mesh_trees" VALUES('D000368','M01.060.116.100');
INSERT INTO "mesh_trees" VALUES('D004311','N05.715.360.325.320');
INSERT INTO "mesh_trees" VALUES('D004311','N06.850.520.445.300');
CREATE TABLE officials (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT,
    affiliation TEXT,
    role TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "officials" VALUES('NCT90000001',1,'Li Shili, MD','Example University Hospital','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000006',1,'Hugo Exemplar, MD','Imaginary Liver Trials Network','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000007',1,'Ines Ejemplo, MD','Invented Cell Therapies Ltd','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000047',1,'Li Shili, MD','Example University Hospital','PRINCIPAL_INVESTIGATOR');
CREATE TABLE outcomes (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    measure TEXT,
    description TEXT,
    time_frame TEXT,
    PRIMARY KEY (nct_id, kind, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "outcomes" VALUES('NCT90000001','primary',1,'Change in MELD score','Model for End-Stage Liver Disease score (6 to 40, higher is worse) against baseline','24 weeks');
INSERT INTO "outcomes" VALUES('NCT90000001','primary',2,'Incidence of adverse events','Number of participants with treatment-related adverse events by CTCAE 5.0','48 weeks');
INSERT INTO "outcomes" VALUES('NCT90000001','secondary',1,'Child-Pugh score','Child-Turcotte-Pugh score (5 to 15 points)','3, 6 and 12 months');
INSERT INTO "outcomes" VALUES('NCT90000001','secondary',2,'Serum albumin','Serum albumin level (g/L)','Baseline, 1, 2, 4, 12, 24 weeks');
INSERT INTO "outcomes" VALUES('NCT90000001','secondary',3,'Total bilirubin','Serum total bilirubin (µmol/L)','4, 12 and 24 weeks');
INSERT INTO "outcomes" VALUES('NCT90000001','secondary',4,'International normalized ratio','INR from venous blood','24 weeks');
INSERT INTO "outcomes" VALUES('NCT90000001','secondary',5,'Quality of life (SF-36)','SF-36 physical and mental summary; CLDQ','6 months');
INSERT INTO "outcomes" VALUES('NCT90000006','primary',1,'Change in MELD score','Model for End-Stage Liver Disease score (6 to 40, higher is worse) against baseline','90 days');
INSERT INTO "outcomes" VALUES('NCT90000006','secondary',1,'Transplant-free survival','Survival without liver transplantation','360 days');
INSERT INTO "outcomes" VALUES('NCT90000006','secondary',2,'Liver stiffness measurement','Transient elastography (FibroScan), kPa','3, 6, 12 months');
INSERT INTO "outcomes" VALUES('NCT90000006','secondary',3,'Quality of life (SF-36)','SF-36 physical and mental summary; CLDQ','6 months');
INSERT INTO "outcomes" VALUES('NCT90000007','primary',1,'Incidence of adverse events','Number of participants with treatment-related adverse events by CTCAE 5.0','12 months');
INSERT INTO "outcomes" VALUES('NCT90000007','secondary',1,'International normalized ratio','INR from venous blood','24 weeks');
INSERT INTO "outcomes" VALUES('NCT90000047','primary',1,'Incidence of adverse events','Number of participants with treatment-related adverse events by CTCAE 5.0','12 months');
CREATE TABLE quarantine (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (source, kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE raw (
    sha256 TEXT PRIMARY KEY,            -- of the bytes as received
    body BLOB NOT NULL,                 -- zlib
    size INTEGER NOT NULL               -- bytes before compression
) STRICT;
INSERT INTO "raw" VALUES('d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1',X'78019D58ED6EE3B8157D1542C00299AD9DB19DD893498BA28EEC24DEFA6B6C27ED76331DD0126D1191448194927806798E3E495FA07DB19E4B49B6EC4C328BE6574C5D92F7F3DC73F9CD49B44A95A7C2B9F052A962E7FC9B237D11A772253D4E2B23E567A1A0F5D84B07BE73EE8CDDC5C786FD6B3A3547E9F53CCDFCCDC01FC42B95EF87D0BC3B9A0EFBF546A3E93CD71C233C15FB5C1752C639FF8DEE819C1B4877316BB570DE479C4A27A69B04F739B3FED560BE98FD8A155F455C42B742DA79FE6CEFE5B1FC6A75A45B5759188E79443BFB4F3C4A42C16E62F920B491E9865D2B93C8948738CC0BB98102CE6471DD9F91724B2DC56A2153B2D2190923622FD8443C64F35444CC1561C81681D03CD9B095D26C488732576A1D28230D3B9ADBDBDE912F56F09AE461795897CD780CE5E557E1D798ABE254AB30143E4E86C7985AB19B682943783AC457EDB3EFDE6E988CD91486222C86FD4DA601EBC19F512262C3539C76A0917578CAD3CCEC6267ECEF5BA11157E1F7B00DB6B61AAD76BDF1911487493C0CE7560A5F667D777633580CC657F8289E125821FCAEE70963CA2807DCF4F73E38E72B1E1A41D14EB94EE98E79AA332FA5E8F8DB1B5BF5C649BDD9C6B9459CBBEEE2A63B24A5132D23E4880BD34241B9F7DA199D7AA3B33BA03F5F0C46DD45BF4767905F7EB4B9D97A65B3A1B05C4A6DD279B68CA4B521F713B46ED59B949D87329FBC9D37BF273555E62D5F14A7BEF0059234BD49C86D87AA50C8EA270DA8B29379EB929DFCC12514A944C546691759C9974AF354E94AD26861BFCB6528A688E88602599C319D0DC6EE60DA1D7E198C6F290057DDC564069D64FC204C2AD774D4E5AE248792CD0364FA8144592853AD56C82DA50FBE775150A12C6AFCCDBA8631A1E0FE3C3788348DFF2F300014EE5C6161AA386700C362AAB60A204861D830F5A174092A8371EFC682D6F36768446565E43A487785B85DBAE6A61779CE394A44C06DE6D2E733B1CE4244DCEFE96C5D94D38B4FE2417A28DEB2D67C613C2D937DA4B68836CF22AA26E4EF3E5A785BE482C3102CB6128FCC0B148E356C290CE0DFB054F3D824218F810828C4632020A0CEE63EE3E6DEB0C740A4004596065A0800D42A33903384690012B516B1901ECBB6F0E611BC4515703504AE1EC0D5D4988A59AA12DA0BE8A03EE14301C1D3081EAF3119A1493D08165AE05D65E843B88A912759EB943D0A718F33B0AFA294D830AE05337C258E111E5FA45C02787B3B6FC12F144963E54A88831A2C417BE06BC14EED915AC04B066187C1317B909CF01A0D05DEB8BBFB33FBD8F8C98A09C07CAA9E00D477777F628DE336EBDFBC8FC2E3BBF82EA6DA415B008802BEAD560247F134D79C356BAC5563A7357656634DFC0793C896D333BB39EF145B6F9C1FB8B4EE03D21FA0DE6BAE5DE36BCC961B040A2A6B95A5E29C25D894504B0BD9839088EEAD4497442620F9D52344E1392F10D4F82928F41B1B01AD02F770930118AC723FB38B50299F9C91F2FBDC28C1BD007EC27910F999757DAA01C104554F6EBE46F3D2E827943B2A5B0738FA3887EED89714DA0A04116DC8D7508B0789BC6DC108F0610BAC39D72241EAA650EDC2F95C73EEC5E611B712F3706EDCFA68EE6297C97942AE9043158BDC97EB0AE7B119BFC809C960BCE8CF6EFBE3C56032EE0EB13D410F14F6C4E97577DEA7EE60FF69D185F94965B7A49AC8F91475D7EEB837190DFE818E4580990A4DCE81E18009114260DA9D7587C3BEBD23EF89D34C27CA50D35ECCFADDC5085A606F845294F1BABCA4F809A1DEE4E662D887C463A0461012A05ABFD1B18B01A1B6DDBC07DC9F9F61BC88899E50D195277A2A8BD1BFC1CEB6EDBAD26DB185EB088C6067412574F87485F82639D903A85AD3B6BE2F1A49FFEFD3FE6C40F674C95C78AD843398910BA3B89BECBFFF62CDC6DDDD3F3B3966BCBF5FB3A502877A1484AFC4909A8D068B42947C286351E696CD5D2F5B12F7B3B95EA32F7B8885423CAD1388E010320424068A54C342B4D286F9422A401BD1B5F30A737B03DA28A7BEA14FE7B6170410A7975D74D875FB17932FEE644421CF3BE8BE0BE6B9398FC4FA9A3FB1208B38B0235C66114C26DCA45A857ECCE71B382A093382E943107DCDA00961F8399B86DC134B056D91B855CBF3D815DA5E0C26C3C9D5C0ED52A08AAEB8E3AF6F79E1455CF7DAC20F300C9795A9342447DA48146904751599B08DD036BD822277F2081416E4947FAB7C69F6F72E2863059720CD0BF4AB6477C15527392CE67E2AB01189EB063C460B418846FD610F60AAB4801DFBA1B5D56E478A7EECD7C1BDB123C7B19E34D474F27DECA8436DE9B4516301721D4D0F98062C33E21DE36BCC4526654B4853DAE38E5446E252E7DCA7EC8E40D76FCE4EBB41ECD18CE75970E77B00FD42C9315A38AE441748AA6DCCE6E3B62BD5D12589B7B0FDC3A8EDB80BB7DB67ED63E2AB55D54ECFF2F66767B9ED78F8AA3B65E8D7A7E815AFB8125324041699F6549A8A8A243B6A93F39A6D962824B6A129ADAAC6498D756CBB6DB65884F92C3007BE9A0B9D4565C1BDF0CEDE5716A2C985EC68FD7E7878CD45111F2059D9ED8B566FD9CBC19D0B456845444303B9E2576E4DF7A5D8D17FFE1DA9F0E5DD6016308E28C5ABE900D88B2DCFC3B5B1D2987D6962659807A47A71FB603C632BAD22C069AC80364BA200076E7DE5A64F194E06794236857225303A5FD64F3AE4ACFDCAB0CB2C0936C68EC6A43B752568677252FB47E60E7B9F0E2EED6C2348258B7A58CB9CACEDD87765D1D512664B8E6A453D00368953968BE7C4DB405E5091CD33F6ABE01A0C47B10F8DFC7FFAF60AA9C6986F737197ACEC43BDD9A21D2EE84E0C521CEC980911E7FCE1851D5D5F98EE1A690AE604CE667121026C00E181F8A56DEF48B1FED32BFA5ACEA38854638ED0CCE3DA9331DE4EAC2D60CD38767BA1D58848B68CA95F12994509ACDFFB43FA32D5621DF3D8DBC0C781E0611A6C6E55083220C0E6B6A389114F701FA80AA4D08F6494457019964AA7D13A7FDAAD970EC4BA497DC85A30EFF66E86446726C35E7FF625FF452104F94BB9979A61419D2AF0EB211D405F09A549A23AA855464DD019D2C69D805DB87443122880E4B9F307708576BBCD1A200D5816785E22DE95F341BC42FD45E44F48C778DDCA5F9BF2079249F1C0F3DD0B6B6C44848EFFEE99B5E6140ABE324D53372E69637EE38A7B76FC80AE6F3C72D5306BA3FF045C32170C37233E034E800721ECDB7BDAF1508D582BC50B39F250B9C446197216C30B152EBE7F9509BED2739DF59C258876C844DAC71C026BA1A604B53482A32938E727CDE316FD912D78C36BB69AC7A7EDB346E7999A52C5A091F2EE69CCC4F0578EFDC0A0CAC3DD9B265C65B0F82B66898A0D76CD57F17AAB77BBD9E8D8A793DFA177EBE4B8D9EC743E947A374F8E5BED674B07B458094D0DB49291BB359B8C49649F37E94D137F341A141C04293EB8B5CC1FCEB7A04BDECE0711DB61317395BB8E5919E55F585EDB214D4ADF9CBDD34F6D6FCD67948BAEFBD7ABD9E4664C99F8A30B4E1BDFBFC00E03C5605979178EA4F16830D8C1A97DDE50F1B50A216DD3A2D5C12B59BD750A2DA97CF3D9ED42AB472376DBC0A6035BF9C51B70AFD1386B364EC847424738E7709A2393AD3B21D969DB17CB42B23AE551B900B2F0FC0472648350EEC1E91F0E4F2F3856DEEF4BC1F649DBBE4CE66A5CCAA5A6275EEBF252A4D36E5544B6F7D7304303906AEC9A183A3003E9ED603E9C0993850450F983CDFF006B84E17E',6001);
INSERT INTO "raw" VALUES('34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7',X'78019D586B73DBB815FD2B187E4AB692AB87ADD8EE4C6764498EB42B4B8A28BBDDD66E062621096312E000A0636DC6FFBDE782A4443BF1A6A93F5978DC37CEB9975F83CC68A7239D84227252ABE0FC6B2063A19C5CCB88D3CA958EF344D0BA8ADC240ECE83D96075D6F27FBDA01168B3095D1EEF26F144AD75711F87C2FED5623A6AB65ABDE0B9115811691573539EB2C1F9BF490FCE4DC2E560353B2B04923CB7CBA02D588E3E4EC2D5F277ACC43AE51296956721AFBCDB69B54F9B2DBADB6BB6DB87BBA3EBE1B23F587D9E5D5F5D8C96C1F39DB7922BF987F7886C5CE74932E329699AA47C23156C6353F9280C5B19C913CB66C27DD1E60152A3845B581CCC46AB7FCC97BF913FF7468AF54A3A0A4C70C523A3B32DDF08B6DA0AC3B31D5B6BC306D298ADB6D2B27757FDD560DC0C799A25E23D24EA35A20B2D95847EEE74A2373AB7EC3BC2A462039D664259EE445C5AB9977ECEB86273EC36137E2F92065B70C3934424CD8DD179C6165B6E05EB146E413719AB7629EC2E53E48DF34972DCE5F6906FEB7FDF08835A10F110CA71A9D3EA749BAD137202C182A2D09FC2CE604E195F8D86D8134F1957B188FB5124ACAD0A03968C5E6C04E76B845A5081386E1CA9089DC92347298A2B854872BB5DE82C8B03C9BDEE4FC9E6CCC814A9A3F82482CAF50D199D0E0AA5D96DC1B66F64443FBC0C8FBBCD6EADC20E0658AAFD4B69AC0BF3FB547A1F7C98C8EA56B345975E9FF914ED83F9DD530B6DFF2C16A5D46FFC4099BAEB8CC2F6CA149FB166A703530E67FE4449EDFC2B2594A94C2BABCD4027A8376DB8D3A6563346F87D799F08D4A1DB51224B19E1623E0BE7788EB042F0382CE4D001F5FF3E4488A22AB472B37587BADD2F8DB91DA65159648D40DACB982FC5264F10A27868F2CD5B5BE2514628F6AA3863612323B39768E82120CC532A3F24FC4A2B1DED9CB00C609A004CF152EF772C11F903CF800A8280801BC1523C32834DA99CC68F0A3AB0A962B601022976CFA38723C212E62B0712D30C572D73588AB65C0169F49A5D8DA643C61D3B6BB198EF2CFB22DD163720879B98A5220682272CC2CD23643E168ECB047E1F9C81D91EBA993382BB14A87FCE06C3F6F15F585A7AD38CF1FA1F612D3F2054CDE64665F00EA6C13F008E13E72CC325F219DA1F855447EC465AE92C503149F417EF858DB6827885FC20AF70115E223A825B84C71EDDAA5BF50BBB48B446A8E0397F4060E0ACE0D1963D923C1CF985F563CABF60027183060AB001D718600FE4C29ECD16A28FA8E8888124E5B056AE87353052402852A1EC1E5F11BA7E12E9AD4E6474C074ACCEB4E2FB8DD021827A2B32308C9316DB036857B832AED6D820B86B040F62075A89890103EB09A13438B8838DA834B9A951AECFFFAA60C4C96C355ADE8C66ABC97CD69F420328C70A2F6831EE87A30E892F0454800B78D6058B23D5CBFE6C38BF9AFCCB0334AA4F188A59C1F022C181457FD99F4E475E7401AB8BDC64DA12ECAF96A3FEEA0ACAA137E5F641AA4DA5A4FC8943B3F96C143CC30DA10C524D05551D8A74AE80EA27AD6FF017C7B949C11107836A09C2D647A2B1A263F00C07450792A44897F832FAE762B49C908D3E3AB5478B1BD719C3736BB76E6FFF73F6463133BE86092F5F6C834ACE3FAE5683755BFE8DF68844EAF1A33EC2A7E142128BD3AB3B67354AAF3D184AF2578030881A460DB47208D4C185D9FC733DCBD878E905B8B678DCF4A87D5F53B7A38851198D8BC97C3AFF3819F8589400FB864DAFB5FC1404B0770768A0D6A64AD8947CF451A927EBEE99AABC7CECB53497343E2F50A070A484028A530179E8833CE459BC6FF14D6C80FF22F18DD748C54D440A205934744369812A0053BAC7DEF5A8128E91CF2D68030907BAE0455AF19EF10DFA4CEB80BF562452910E275371690A7E2A71D6C77DDFD0BE61F2CA7065B3842BD75C1B01DDB979948F9C72FD2AA5E586476F048625BE0975FBFB45CBFAD2926EAF807CC0DAD7E010A7C25D8BDE7DADD07655604AEFF01BBDDE40891D26A827D01BF4ADDB1D7B7729EF8D0E23AEDE37D8C382BF0A41B7C17A0DD6EE1041B8AD7DA5FF53CE13E97684E9895C23D4E165B3DBA3AA78E5332D33A8B39EA188F8C846D0852DF8F46F6C301D7E7AA5BBB7574A3584046DE4BD247D07E6AF2D0E8CC46B961CE5335151925B001DAB16CF0B76E9A344DAA7EC77C10D1846B30FADE27F22963A17445527DF6083AD4CE2E602B4C2FC58C0FA9E850A1E681AC492887F7FA1E06460083A1E1456B7748122C4EF9128255424BCBA4A058B7341B6CCFAE198068770FC9E6146F36DC18EDD4B9DD99D5709E86E8E07370C000DC6794463B0175172AAAF24F274F4F446003C37E94824097A2243AD422415A62DAF00F320A44AB52E26436F25F50952C16C767BFB770C15E9E6AFF1947616466C1457D10E49DB0A9EB8EDEE4627C07C017ADEB759563C211F20199C4A2127CD53E4004B5516689D3F1DD6AB8C60DDBA18673DA2F487D75322A2F974385A7E2E7E514D80CD1D8F9C9D96A45703987258999783578130252C8EF38D66A3278111829B06BBA20186E36022CB71F1C72322509CDC582C27B3C164D19F02C66F46E16AF2B1BFA28EF70E2D6F65931F7DD73CF2A54BD5B91F3F977A872700C694C637957008D58D23A358AAFBDC6CB630EC0F99D1CAB8DD63C7611F0B9E597D0B7AAD50F231FB0DDC8C91195B1BA1171A0C413D360A13F47B727476D269F5C81C0CD4CDEE51FBAC777CFA4C30F25D93C6DA66921EE6056C82DC2D27B9A5592FD60ABB2EDA27ACB3A2DCFC94599DA3E3D3F671A732AB7D747A7676DA7DF66461C41ADD339E492D9B87351FCD2CF59F12BEF711212C2A051657B92CA670748A4E46E83FAB4B47A880A21DFBB568D974425DE3D7E0A5F00F70AD6458D4DEE4C637533F94FEE1FBD2EF107840A3EFB06BDF5F526923EA9B0EB8E6671CADC63AC169A41F43387DF168768E5F34B617467FB1E2700D6DC9D6BF98F27BC9B0D53A6DB7BAE48230F405A0208C43AB4BFEFA5016278FDF3CD960FB9ED807A9BCD43BE975FC379C423C3AE4E6A145BEE40EDC50A82C29B97E179578767A50586B9B09757D2FED1F12404680AF0855AA6F4885B53E3575BF4A25054B556E9D744FE8E3451900CF7698CCEA86FC448C4E3ADD5A8C6A0EBE90D73BE9D454EE1D6B602CC288D460E33CE50ABEA118EAEDDCFF92CD4EAFA6BFDE68411AC46140580A9B27AE82E0E7FF02711BB288',5105);
INSERT INTO "raw" VALUES('64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be',X'7801BD598D6EE3C6117E9505810297D45628593AFB8CA0282DC96721B2A448B2D334971ED6E44ADA33C9657749DBBAE0DEA70FD037C88BF59B5D52A4645F905C8B1E0C9CBD5CEECCCECF37DF0C7FF132AD7215AA7821C25CAAD43BFFC593914873B99221A7956B1515B1A0F534CC479177EE4DFACB37BEFD77EA1D794AAF1779116D47D1285D29F73E362D82EBD97878ECFBA7DE27BB89A7F2A33D90B6AC8A389EF004C77AA3F401E244C4FA228ED9722334CFA4306C9C47383D8CB931B46B32B8592CE73FD261775A8AD552E6A495772532BEE049160B06F98581C64CA6EC460BCEFADB10CB0369948E84368CA790A2E53A16FA78C23F7CE09A2DB669A41514818E2B5C59F2B83A396033AD4C46767910476C9A89948DF99D888FD87511E73224B5F5119B719DE3B578CBE610A012F95144476CC15722DF326B1AA656ACA1E7AB310ED474FA5AA43257DA5EDD7C457ACFB88824CFB50C99DB75C9655C68710C3FA5825D8B9CDFA9184F712BC18D207B989CE785A9FDE4FEBE151A3E14D180E764A78EDF7E7DEC77E99E100E7517F62D3CE94FC953CBE100CFC453863B88280843614CE5D00D37C3BD07DEF98AC74638D93A27118B5C17614EBE8D76023BC7FE090ECDB7196910F49737C19814CEB44CB8DEF615B98D62EC7307748FFDF64B0784BFE3CD76E7A5370D85EAA5D4265F147789B4AA3BEB4059FCBCC64B877BBE0F6B1BBEB46BA6CC6F99A03CB5B4C270B11C5D07646D18420B8348322FEA43DE3A6ED3F59FEF6A6AF4F2BEDFD2A97EE39967906DF94D461E3C344FFD52BDE70F09695C9CE2265329D2B2AFE21801AD39B2A011C1B8313D9777B1A0ECDA525895BA2E66D3C9623A27EBC582470B770E6D48BF0C4F7010658491EB4D5EE7D06EE98A9B41127AE7086F71E4497319F1B95817314C140D74B12E53E1D923F10080A8F3241226D432DB07540B648B22A1644010BA8447A257B01002110D5B019F58A45292C838C03867310108F04C0B6006400F0FF28D56C57A83FF05CB94CE79CC1E0400053FE146C691067A3D6E9411EE6516F3F09E109189F4E336112DC45904709131AE55EB0AAD1C82E5C0D33C01E29DB38D00ECA958AD5561D8A648704643AB63202DB48BD8E13D8ED81AEB29BBDB42476918D4CDC5F99EAEAF32A1C322E7A9A0A373CD53B301BC036A196A9195FB558BDD4A23739805A1A31EED7D4DB81154A40867E9FE3819082158028404769AD6BBF45DFA35BB88958A1844E7FC1E8AF09C091E6ED8039D872D5FB32022B30A26A82239F36A1152F1D8D91747B728F642954692BCD988DA7ACD3BFFA9F46609DFB0EE0B1509AB9F2B473F1F79F762FB08D9A87E3F795757C178D6C77EE34A9D53CBFB199A20B2E4BA51A52D7A2D1DE48E26CBE1FC7638598EA693608CD73340B9B027CEAE82C590D0C5FED2F120D09D54813E4A84720C004130994EDECF83C9607A3DFABB2D14926A1F99C931041153A40CBFBF21594E92C3F859A133041D9E2EE7C360798DE7909970732FD37525AAFCD3C9197A9F702B9122C4620AB86A53A88A14F5A5E33F2B28D8CE75826A55ABD4F00A1EBD45AC6574EB5F3CA08DD5B5AF364812D6A82EC3BFCD86F3112968F56F242CF46A54EF76A7D5634FACEDBF7BF78FD7CCA6E837F76BF66A9765EFDEFDA5E3B3FBF557B868D34CC477ACE92F24650FE8557C8E90A37C765964B3FAB3F943CE7EA67FA3C6FD5EFD7B3ECB15EBF83E4B641C135DAAEEF03FD71731D53480F34089E317A3E978FA76D4B7C62EA1FB0F18C3466B85A8D6415F044AB872151F96DA59FF3462A3FCD5A68702B4E89D1377195987063C440959A24F23044BBE3375B0E4CC506213541FA52131EED0C217DF8320A8B71F879322B9037504CE65C43A4309BA06A47A943990BF82E8632D6C79022CEFE11990B7BFEC0743D66BF938399789B8D4AE68B63B2C5169BE31DE2738CD00F4D20845E9B31AC3D8A847081E949954E984C7C47A19EAB854CF941E4DE6AE88012F08D8EF08870F14E874D9A310F7241F2614B15CCB3B19CB7C5B97E4C62250131A48EEAC173BD65F2D9E3BB40FD682BD663FD0A114F0ED53F6A3E0DA10CEBB42BB72CCBA349EA28A49227571879A8924468A23CF6FC613DB37CC960116BF655DFF4F748445F3D0F61751D95F3022F2FBDD8529BB0BD268F814BEAC2805105A30D47AB00A8D4AA74399AA84DB8A649B0F2AF2AE3DA3B53EF959A612ED006909CFADBF89C6F464A6C53AE569B885713782C7F9667BAB62C0A64059DB1115239E60B7604CF520C1394991C056582AAD45CBFCA95EAE2C87759347D8EA92E46A341ED8028458C979989B71592E1A815FB61AD3B2B37291BFE36968F2861F047A0075C4AEA9FBE0D817A3FB415C59CF527D4154F55F6A0C511E48E7D97C34E98F66C1F8FD68724B14F36DB024768828AECA9793BAE2A18D27BCD38F71EB7F16820D9F48BA40AF06983A46A4FDFA2F1C8AE28EB8C3BE0B5D18236283958F32C3421BA8498FA91259C67621E2B52C12ACAD859A299C424414C9E79DF7FCD659CFEFF6480FDCA6DB3AE99E9D9EA1B4A1F9AD55B9FAF5DF99A4C88B0AF64C3EA8AFAC859FF67CDBD2D4D291BC408D978477CF20FCA4DB2E857748F833D9A384AF658A2C67576873AD1617522322D61B4E57AAACD05C7376B868F758674985BC56E6069D2C7CF51D5E470FFC9252BD4EAB7BD6EE764AA58EDBADB3376FCE4E0E4D725D18E4F63DF9E8BE48D885D0F8B5A14EF53775B91401D4C75AE8DCED2C9D7572D2A3EEB356F1AD0050A5941CCFBD85A2DEE99E9C96BAB54F5ADDB6DF836E3F43BDAA016B8C481AE87B09165A831488992EA465CA034BA7117DDEDC2DC23C40169A28605C204DCE42BA6468887BAF6B8A2269C672F9160316ACE7E598A35193F62B424044198020221BF460D05259CE888EA97C778A2A0036E766113813755F981CE30497195563B50CE66E0800522C4181897CB91D56393BFAA9D44A8B040DE2078012DDAFE35BD8DEF568CD89C21F3EACFD66FFB0C974C9FEBB03E93C579AEFC07E6173D1DF700DC882AD0C8A6803B00EDD70F1856E403D5789335E81C4202351235B156C38C186E5A1792B710F3C2E28B69D618165552763396CE55740F111EB037D655AA0AEE25084254F4AEE7F3D0C26584275424CD058AC5C5F2CC1E383F9E0FD60783B0AA833C02E5272BABA76FD12046FA9549296347E2BE304CD80582BCCDE9CD6A54A2F45C9E135BA2DE2A926439C526C9FB4DA954BA8D8977CA914DE70C6C1037777D7D800F6AF034C03EB04699AF7F7F121BCBC9F4A7DC2752469C593B0215319B5FAB0DE60AF290E904E55DA113E50C70DE4DBCDD466D385CBA5A647FAD39BC9F2FDF4F2FD0C9936A2AA35592E20E4D0F8CDABD81BBEC4D39E43C6F4FF1BAB95B867B1FA65317378DC49192260052099DB2A084B28A210F4DC2BC80E2A053693798C01E906E4F2DC1B3E21C141E89087405B72E56D9954DFFA2DBF878550CEC2BC5A7CE356C0AF1720E394AFCB1FA6EF17A381ED764339568F428F2526867884036C6591371972AB5E3D39734A4367C7BC8776905057879516E01D2068CB0DC6121B1593A624F9652E0E224C07BC3DA80DC3CF3BDA10FC1706D7085644195115CE51701BCBF95C9A7BD746BB86A6B9156C65B7B8DBE83A027BAEBB8F4B441453283F6B8C9A680495DC2963490B3E0BF074B1452DA76D8EE312BD26BE5131664218F2DD210C56174495A9AF0132437F37D4B2AD42A2B4A011416DE498BC6473D60469D4E70FA88E9080C1F45E0A2FD0B4C4AC9CA7A0A1E2E5EF76BC9311979BAE085C114676FC581653370EB38CD67E34A06BEE3E6C78EE4B04AE25127417B87839BBC56790BF8A273BBB69C132D8906D5080B1E1CF68C47BBD1EF3DB18757F22B6510ED01A6C239126DCBF23F57500A52B4490D038A5E3775E63587CDCE9EE0DA72EB47A34A2360D06109B12BE2DCB18F8ED53FF0DC5326A21F9C97546D5D08AC86AB9CF079BA48F07E5BE833E67F7158562854829E805751C18B854EF9FB5F12568F7BE93537EC3B04D1F2E8ED9D4DC0DC4DDB8F5D37F002C93FBCE',6814);
INSERT INTO "raw" VALUES('863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e',X'78019D576173DB3612FD2B187DBAEB492EA5444EA20F9DD2146D6B46967492ECB94EDD666010223121090E00DA5633F91DF783EE8FDD5B921229C7493BF5270B58EC3EECEE7B587EEE15463B2D74BA91C2299DF7269F7B2A92B9533B2538ADDCE8A84C25ADE7C2CDA2DEA4B708B61F3CFA7BFBAED7AF57FD54712B6D6FF2EB71F703767FEBF7B48937AE8CF6B36896EF74ED1E3E36FECD6A1E0EC8C597CA88E7EA8F2A1E99ECCA345DF00C517BE133CF8A54B2DB5C3D4A6395DBB36B6D0BE5788AE022E516517BCBED75B8264F0F46C9DD563942DCDBF09D84BDDEB1B52C24773262B7C1E066133060292D2E67FB6CFBA4B11D2BEB4C15DFB21B6962199137EBB82B6D9B81FAF79D34C88E8CA6F08828236F341E78EF814603214FD34D750A3BEB3058DFCEB6B3C51536E573C1F34846BE10D2DA4332126EC3938DDE64C7532BEBE0C6518C8D33A5709497A81B71381879F0EBF605A1F083EDAD3F27D085511937FB4053DEA882DFF2713EF0A8808D8370B39DDDF8DB704A3EC49F1E7E37F086DF386CA9DE97CA58B7291F3255DDA1CED3DBC170347843A85FDAFC5BB4D97CCD6AA5ED3773D1DA7F950BB487BB2D286D2FA150C906A331A0B436DF0BD2DABF0842952AD049DA043A4DF983461B69D3691A23AB7DF590CA15376E4F856C7CACD6B345305BF9F38FB3C51D15E0CADF2ED7C0A4F247699D8AC9D5654B86B9629B44A5EA85C5A1DF5746EFD05BDABCD8F7773B1C6AD8F55D46E132A9E4D1A6BE1021CDFF060DE185A860559CB8963CC7A56B6EA799E84DD0D61257B597110701CB14558AA6A68C1B0A7CB5251F9540AB1FF811492B8C2A4E35AAE2FFA6CC8801E8B95601AC7A66EAC07A9284327B4052044F99D0266242A6A985057E6585CC2D816142199368ABEC19321A49C7550A886D5C8A40CDCE9C81BC6490CDC90BBF830862F1085799B43217C93E4340EB645607ECB318BB397B808B44596674E9E40430204658D7A53D63770AAA67D90EDDA59F60269915892451A66BD06F1C026A8918DC9668B7B3FBFC3EFF815DA45A470C5E1DFF8418DC31C945C21EC91F4C7E607E4455924C22142270239991940DE07509B0C4095C9FD58290478A52DD696CA10F6BA4FBA43787BC0587BC216DD7B240E739C0B8A0F7E093DC3F2142F554D4620C1B5B6B7C1DBCF71BFA07C55571E7EDA9F4625B4BDD6CB10DD777E1623B5B2EFC398E1750D1FAF1595DFB9B7048716A070799852AEBFA3943C9163ECE20C5D2D0BDEB274EA6544B28F53CFC78B55EDEAEC86D2DA4ABD214DA92C66ED7A1BFBD41606C66DC7E52797C08D0FC24EFCB45D8FB822BC8DCA064D4140723A1CB1C3AFEC67B4D7471829B0C0F438BAB936B6C5DA12005E5ED3324EBA1027C4C60A327E17F56E17A46087DCA4B8721003662FFFB2F1B7AF7F7BF9FFFF829EE33628453E84B5876B3410F6F559E0BA5531D134526ECF6942DAF77332A87CC777DD5701B7417B3E57C79350B2A6C8DAEFC35BF2FAF727AEA4F3886EB1DB237A7BC755B0F703518648E773E6634A9FFB3742794A6A158A7224D772C6BEED5176D088864CF72416394A838CA4F78F655611690226988CC05DE0725140605D0F149B9A4159681919540B25367A41CC136F043363EABA60114F4D2D49A3D1CB14CE72EB1BDEA0A3255B122CD73FB56943B8B8151683DC56BF469351FB1C3E2A496143F966CF89EFD22B981AC68F6CEABFF2735E90AC05138FB2CC083150D56D012564D6BCCAF8C212FB9122C69D581E4B91E42D93FAE2FAC1F33D00EC2F128A17D0657813CB984E7ECBCB9D63F0953F82C5E875AE98E2659C7CB6298E046A85C67BC123ECCBA707B0C5821220957B9CA25BBBFFF892177F18FD19C765646C639CFC51E954B244F5DB2BFD329A82CA19EC7C7CACA6764CE9F13F132F8C9CA0CD9C2D2215FB4CE9FDBF543EEB06E5D04DBAA31FDE9ED9CF465399F86EB8FF52F6A4088ADE3C2D979A3639D4E149018CC9D416351294443AFCEC000312234C112E210508422D139ADFCCBF3D8783C66DED0A30E92195E392CD79A8C01FD67598FE06718E5D149C7317789A942280CABAF05ECB39B299CF1BF3C79F47B0DC06FCC4414F8A0E175C41D17553303EB773E12FA9898781E275CB100AF4C496A578FF1387732A00B10036B07F3C68E3274586237257A16F4240E61FF0F556077547D0BE16725EFD5D8819ECF395662A9571A7A488314D80BE91F9E8DE88FEE826FADE16878F676FCDE3BFF0286A2C8CDB0D0F916CB9415F47CB48CAD062B9D5FEB14D655F8D1F960888F81B727EFF485D14F56B6C7A0D849D561F47D876353CF7B3FF4DE0024489F61610E4618D6BEDC5FFAADE5F9D8FBD05A765F742A0BA8816115336FD5081DEFD5D745D7FB54598C2880D1753E7E33A631BC8171A91E0C4D5C2726E7E36A526F4C8EF1FB988DD0F87D765D663C2795430E310BACA52D530738F5A8F87FB56809B6',3813);
INSERT INTO "raw" VALUES('32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f',X'7801D557DD72E236147E158DAF4B6C08F9EB0ACDA44027DE01C26C4866B277C23E80122351494EC23E51F735BA2FD6235B763025EDA4DBBD2817B6241FE9E83B3FDF39D0693E5F437AA9AD483260740C692624F485E55628496EF09D9B5E301E0E46F1641890EB6709BA174C46E380C4328517219763B02B95F682CBDCAA35B790068C4EC7F180DC8136784A2F6807ECE222C2DF718786EE13A30314ECABF52603DCC0E83D70CD3A51FB8C86C5908E95B42B169DD0B01CE1862D6BE3D4BDDDB3B1DD4D3FC19330FFF6AC7AB3370541C38C550A592F986A216D6B984162B5922241741F55AE25CF188D6F6E26243646CEB61BE805BB420E6E0B11E3959D54BD09A57320686148D1DA225FF782585AD0122C9E7CA7B27C0DAC8376F0435A6C60EE18B7134D9BCF1DDC376D36E6DBDA68612D1CFA3BFB4366C2A2BF872FDC79806008888467E4A1C445C3F233C2BBBE9CCF351AB608875A1E2F4E3E3A5CCDCFB452C2A8376379CE483C81261BAD962085559A249065862C70946BE024D962F0915418A5530C19C2654AFA5A2C33D0AD097F78E09A98AD4CB55AC3CFC4F005D82D1192742292AC44966A9047346C68A453BE14B2BC7415D4D3A564C79D6EEB3842F39471EE963020776487239514DB307C87715ABA35552220773C13E9FDA417DC07AC1D1D9DE02F3485F98E7C60EFEC4503CC8DD53CB1AFA319BC587685E1AE55A6962A37243B6C9767D080F816394633B12BADF2E50ADF40364A5BF4D21320F8267EF22CECEAB031D1C86FD892704BB4308F442DFC55165C64E89123722D9BDADC2DD6736584212A4972AD213D2293FEAC48EA283AFB408679AA797F864E69B75B91CBF6B35637727EF18628E0D3BEDA6CD1B32B1B4B743FB205F203FBE32B99213C219F003321253C4742D106371F147F3D138D5B888E84B1A46213EF23FFA9E1373AE2C64E3826D8F00130F2150DEB15FAABD2507C8B25181AD6531A63D00A9E191663C857637AB95888ACCC0B8705AFF2BAC006B0E1DAAE118E33EE15CEAC73FAF627244D0FB28F39E0606BBE1160C8C8A6CE583B673466A58AB0845BC17E031BF2D6B7DF333888EDB3FAF6F520B6CFFF136CB9C1043A08EDF619211FF0DAED7F816C5D7084DE9292CB66DA050499807D56FAF11D8EF31E7401CB301AE532E74B6020970E929F3986CF908F5D6E38022A85F716C96DDC0B0651FBB4DB390F982777E2491039AD798463B9E64A79A89777F584B8C75FCBD8BB2BF3CE91A8D5CFEACEA2AA4245C6F4552EADDEB2A15C66C8F92EDDCB858AB26797FB25C713377EA0936C7D2BC56F39603BE1BB0B1AEE2E16D57924E423F6286CAF1C57CB7529685C6C0C6675053CC58DA59D7616B075019368B1C142E6E8C23BE2E4F43C3A0DC8983F283D531B91381A9A04ECD615B87E51E0065581732C30575A621BD3380AEDD550D4983445BDD6E8B8DBEE1ED0BAC7F837BE7A7EBFC2D3EEC5F9D9BE42AC888ECD5A45E19E09D7A6B47EE1AE7A95FC86FD48F3F6EF07DA6EB74F2FF6F5A279A76549BCC392F84F4A766D5B7AB56A03AA76B7E8ADB017C24CE08C5E618E2A8C4E978E1876F82CD204DF5557AC21012CE1AEDF7D6FFFDA38F36F546C8AFEFC072A40B8AEE3FF811AB0086AF8F2FD0AC25D8754FC58BA826DD04E9930AB06CDF96F552F1AA70DCE8B5352F57795915FFFA378DA8AF19F493DACC55D3BF8460B580BBF525FA5D611701D5B7E52B1E39F1E16B353',3463);
INSERT INTO "raw" VALUES('14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699',X'7801C5587F6EDB3816BE0A2160815DA0B164C771E38226E071BC1B756C27933805FAD74291189B5389F490541DCF45F60C7B8DDD8BED474AB2ADC41DB4D3196C80C822F97EBF8F8F8FA2B7E563C1B3B1B622CD39A3739EE542F289B089154A927BFC966614CCA757B378310DC8CD56723D0A16B379406299F1672157736ED72A1B05E3D2AA22B13C0B18BD9DC757E403D7065246413760C3611445F8A7A15B62F40A8413556C720E06463FF244B35ED4EBD3D0BFD2B99276CDA22E0DAB3730ECD839D8DDAF7BB6D8DDF08E7F16E6F7CADA33D7A12008CC5C653C1F05B75A487B36CD796AB592228577EF55A96592331ADFDF2F486C8C5CEE367C141C13C1DDE82C8ACE2F68E8A8F64CA02E3941847986688BB21805B1B45C4B6E21F983CACB82B373C4A17EA59E812110D50B8565CEDD2FC6EC7D22BF10B43D67583B504B5C0A8BE44F9F13970E023C8834C9C9CF959334AC96E1EBCDF8F15123CA1E1B7B7A7841DE3B27DBCBB451C2681DD34A8E4349AE56AA34A44852AD36EB64C5895D739D6C76E449699202165C1AF898915C7CE698115AAF9511E61D49884E64A60A976A025EC3498F582D92BC43C396227A9BAC84AC6C6D807DBB92ACDBEF9DF52F11A20AEB6E0AA03CA29DCE54EAD900E1699C55A9CD9408C8872417D9C7C528F818B06ED4B9C05F687CD43A2EDD031A1EF1C2EF47637592DAC3DB923F5BF6B02156C163CD3911F2A9747BC410F5449253A13164CB35F74149347CDE0ABB26C6220889CE488A390821175D9264656E41EDD68F43B80F5E872CD79C64E2E9090265EAF9D27522117E289F4F675724B16418912CD9414E6248D41992BF0E2FFE422631398B3A5D6777B733FC5B87DCB8B49C0F6A5A973D5ED9F9848411C3B1CC099E1216C1D4DADB8C27765D9BD872E10D914A4282B3FD800AD321F3D710C944066A4B344FD2351150B0D1A248F48E70996D14366B874C50C51C88970E18A6B3529F892C8B47D8BC982C5D2572D9EA905BA4D99BA879CA6178062CFDF75F841645FE0E956C4D9E8B5C9A77188E82B5B59B7761B8DD6E3BDBF38ED2ABB03B1C5E867390F9C77C86EDEB194DB9A9DF0036542C3F0990D5BF40493353BD78FAEA15C21849799E9BF0D3CA01BA4690C70D9DA8CD4E8BD5DAC612FB04060238EC3FFF262EAD42BA60C3038068ADB401F349F2834CA0D293CE84B1A429C535B8EBA516E0E92C317691A03A4D9F392A45A269B89FA27F579AFBC5EB72A55C3DD84FD0580AEBD2C0AE5D99680634CE60B0781248CA3D4A4D8AFA79733789AF02E6426D106BA55391F950BB7CA1981E1E173D88DA0B802B4F4F22AF0A930B4E6B825DF14DA26D01750EE8D718F912B47B43E2C2EF7B6067E60B4D8517B2E076ABF4279780835C5489A351A525AC42D884F20BF19A970605FE64B41EB6FC64A81E8E23F54AEDD1C4FFDDB9FB0D4F05627BD2BD71969C746F7CECDE218FBF03086F877F08101A2FC883744030C2EE883B9EDD4138711B4B7F03186A54B88DC5B06BE4AAC411C7B85CB918D523D700253F24F2D3C9EDD72CFA3EC993F9BDF5BAACF94EE84040C769CA8D3B5016BEDC5526BC9864473510986E733894B7672A19AEE3F27AAAE66B6F3AA3FFC0816C4F7AE1576A02F47CF7E3F9ED6C1A762F4234337ECD358263F4007257B0F9DDE49F4E7735A2E3158EA81DBBAF7A923B6ED020A2DC4F5429539183B05A474D2CA5D53B86BCB9EAF723FA517407AEF855F3B52658BDB713DD69F99823B5AE7EBAD3BDF2F0C524798847C155D41DF47B9701AB1B265277186818DA225EC93CB0F78701BBAB7A965F61E1048DAD56798E575F6DBE5ED4DB7EEF6DC01A0C54DC6FC8ADEF81E2F8EBE50CFA7D783447B720520F6DB4F965B63B21E0A597359CAADB826B42897BBCEE7DBFB99DAFC3EAA43900BEB88E34DDAA2FEC4D62A7729523AA4799AE1BBAE5F8656B7A58A08BBC00527E2939A0E7AF24D1390D8F277D4B3F13F21380C4EA13A7E9E19BE97DEFD8326CCECDFA9A271918AB381D4D601F73936AB1B14ABB9D5CA323BAEC46E7019A9C9F955EAA8D48EBE3B73A8C264DD78B4DDEE266F4A7129DA83B3AF7C27E82AD0320F5B5B0BAB5A6618B09616ED9D71AB4D5ED8DED0DFA27E41F5A34F3DAD06F5532E80F2FDF9E5032414F74E63BC9A57017A8B31FD0F9630755D786EFD7DBED772F7B2FF52E02B6447133E8756475217E4370E0D7D797EF571A0D2EA3EE09A5D76501AD7F80FCE87CF00A11700AB513FBA69DE49778384E5C05E71FF90E4D51E606FBCF0037CB05BE04305AAFBD001F54B95EB6B9DCD1B026FB0D7ACD8DBBC57C0D6975F1C235208555470C8D96CAEAE69AD77CD2F085BAE0993BCE18BD86330AA7873B115025F0F4550DBFCD978FE6660027BFF51B454BE66FA8D8F86F307FA202B8EBBEEAFC891A708C68FEEBF72B088F13D21CD1552AD80671CA8559B7CEA97AADF9C4107B78A2A9A84E903823CDFDBD09F2E13BD49EE614B9BBEE7FE18A7FC4D79C548D5A775EEEB1550F9AC3EC7F8D20B8C2',4971);
INSERT INTO "raw" VALUES('e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6',X'7801B556DB6EE33610FD95819EEB484E9D45B3A009641303556A3B41EC0D904759626CB632E99254B2DE3FEA6FF4CB7A284AB29CCB168BC5FA41A6C819CEEDCC19B1DB6AB515C58571322F056733519452894BE93227B5A205FE2B3B8E2086A381D26E309B5C4DD3F924A29B6725CC389A4F671167B7B3F48AEE85B1D01A47C3889F9F27F80DCF58EC8F38BBCA9CB8134FD28A82B30791197E9A0CCF595C2FD94C2BB7E1C907168715C4F73CF995C5FEDF3F7BCA8DB3E47DD28528E19D91CA0D26A5C89DD14AE6F0E75A5746652567E96231A7D45AB5DCEFC438EA0B79070749723664B197EA94205D09420E4481A065B51D47A972C228E170F3BD2EABADE0A7F0BD59B25A81C3F9B060F0CC7BFC6E9CD7953A0AB48BB3538C1BFF9B0B97D2A13A932FD976570A5A498D9AC91C85A252387866591C4410EECDC56A6590E8BA809DCEA75A87A610F7D11E0BB1D61C674D72C36D77C2992CF740F84897DA14B42AB52EC83AB1A55C94A5A5BC32F0413E0943B93466A3ADB41F29A31CF534BA2C8597AE8A3D4945A38476704A28674F587C6488DD666BA982C72D066FD70A10391B0C519E06967E0B78EAC94EA63AAFD580BE495A841A175A46749F95B278988FA387880F939333FC625BE7EFA4C1654F1771AF6C1DEB61B5145F1C5F6E0421D54E1B4B266483DC465ACA42C7107AA4970E44F92219BF5066A121A8C89C4F4B5516842EA29520BBD1CFCA67A2315D1B64977AB73772BD71A97AD4661B72F2EF3FE43D91EA09D9434EB3CA6DE01294DF143FDCC9D93453EB2A5B0B2ED49AC5DD9BC7682943EE7CD6A6D23A74F1F1267D4EC7D15532FC303AFD2DE20D24A9A91C0A712CFD0DF55112F1039868AE4137E28D0B5E5E19BC6A0CFA9622FF78DDC9DF4D28BD2B81A8E6ADA3BFB6F950018E8254C0F29ECF05CA68CA4C15E8B676B305EBF2E2ED4E6B808B63362FB79F95FCBB1260C3408EE0C6FE664D5553A9FE926ACD5F7053BBDDB5C20B17B75BDF56E851030E44BFDA90B94BFDEA80EEC46348E0A120378FE035EC2F409AF98167AE4F681118673802D40E02EFB2FDA8657B24E8956524FA8DDDE0E81F62FF0C82F12FDD5CB95986D1D29CD12CFB539BA5DEC9DCB7F53CE29E827C6F996CB7677123C6D9BBF2E8BB1A76FF2F1988021D9FC3A9DED5AD91E0744B4BEDB4AC1B00CC0C8C669CFD8E583470E39B0A30C0B30630FEDBA18AEB05A8B340F2BF77201EDDF90D13BB7ABCFF440308D77F30FC440B00B6115F7FDC40DC2F484B7DA1147C873C95D26E8E28A9396B47625AA3B39B906941EDBC69937CF8E4690825C5A74EB7ECC4FD787A672475C207526ACD7A6AECB0D5BCB4BCF51FD25762D7',2502);
INSERT INTO "raw" VALUES('6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec',X'7801BD586D72DB3614BC0A86BF9299D8A4FC9D94E28C22A9353312ED587266FC132261093109B0006847BD48CFD06BB417EB825F126DC5499AA49EB14482C07B0F8BC56229FFB258642C1928C3E39405FE942529176CC80D355C0A32C377A1FBCE743C9A84D1D821170F82A9BE134DA60E0945C23E71B19C32B39249DF19144666D4B0C409FCCB6938221F98D288D2777A4EF0FAB567FF7ABE6B1F05FE081D8732CB538601817FC3A80A0EBC8343DF2D2FFDA914661578B8AFAE30601D78A7BE6BBFED6767B8BDBD62F75CFFD758EDE01A0A0260A6326169DFB9545C98BD71CA62A3A4E03166F74E164AD034F0C3D92C22A1D662BECE59DFD9EE6467BBE77987C7BE6B7BB583D0BB600408B30468F322EB3BA1304C096610F9834C8B8C058798777DE99703023454173E2AB3D3FD2C6653AA3AA0B598B503DDBAFE3AE09C1BACFDF813B5AB4140071ED3947CACE6E8BBD5634CF562B05828805C52A3ED8F499077768EDDC77E9324F06B48AB38D7D982A7658258AA04D93413F16A9D21A3362C23314B534DB820098B410F2634E69A9094DF334562AED44A6AAEDF905C49236399925BA908258A8A446676FD5F9144168B94ED2DC064DCE5298DD942EEC5209492698A6046719AEEFB6EA730FF922EB9A8E6D6EC83CBA5087ADEE95ECFD2B0DA1AB6091CDEEA3B9EC8B81C06C68FC3A4624222B9433ED094273751DFB9711066FF187FAE2E51DEAFF7C2D658E0B4D046D1D86CAEE6EC932113BAB0340CA3F9D5C5E87A380F2F228744693604304BA9D67D6778110D27D7333C9839C1E839DCC88A6A72CB1E0001A32663C268B2609A274CA3890A0DB444B5F72D3E7541B68CDD454DC7F3F38BD18C0CA211FE07939B59387BAEB85010B3E29AE4A883919E7B50AD0539F03C9253AB423C47019A3CF03445655BEB4A8CC458C518C8715B585DD144DE92E2ABF8F4A247FEF993F4BC17272FDDBBE54B02CE682C8E60FB64BE622013CFA85A135918900E1980069AE315154B9B8F4CC79311D1602C23D4908323F2C0D89DFE2A88805038AC101A4108C6D3301A7C690D0739E87D0FA62ED665211569087496C79AA0C48C1BC3D82F44315DA45B70E5603ED72B967C5569F3AB70302157E3DFC2D9FCAA2C8A44D7D3B7E3ABE796301ACE2B29F77A4F920C65BE567CB932A1C0B6C45980550AFEFEABC4988B7BD00D73A2058E0B65C1DBD97D433B50AEEC3AE1DA90E6ACA8B753FDA8B3C5FC09D526A290CF09F7DDF6C6FF15CB5636CF56901EDF6DEFFD50700329D0C10C02D65CFB618242F92D87E0CC20823184FDE26A188E9C60654CAEDFB8AE54314FF6A55ABAB5CA97525F7EF43C846A03600AB7B7485AE90340E93460AF5AD2DB6D68A97C8E3B2353B95CBF228D1A5F0B2B7C9A9B3539973AC7B95C0AD72628C4E8490AB7C2ADC1EF3320CD0AB113A51B907EC1F06C074E37DB383DC9BBD5F0CCD4462CC3DE85DA940E630A748CDD7B3F7A7A915CC864BD3DC3ADF22C3FFFDFA5A8D7C472390051C5B2A04B1630B1B415D677D614D1B754DCED647CF3B0F44E65B792D443C8983D4FE7F650D3FB4B795FBAA34D077F10C74C5BC18C20964C55253C6A0CB6B63518D51D6139D66DA962581756E6A90C595B3AEC9FD5A1EA54B4E761D5FD5123B90EFBCEC8EB9D1C1D9C39416D49487D26E388ED867812B31E8E0D787A767870EC040D10A444825CD6066147A4C7B16B442A136CBD15B11F4F2DDD37BBD47A32369AC5F091CB6E5C58C9C5A12CE04FD6C1582C710427561CAB86C68BCC078F2D57ED48F0C0871D8052FC5E3058EBCA69C3B16C37964E75C2C51DFC7A508B56634D9BE6D6E3740A9B32BD3A6734C1C00AA7AD065091E958F1DC4865C9D8ACC959CF3B74C8947E946A2E731ED7A23D294DDCB03171E0696774E0BF2F70285BE16D83BD47AD27E0C7D36038A015CDB1C13B830073A7BECE4D375D5DECD13118B8233E46B6CE74669DE910CE14DCEA98A4A753F8D6F4BDA3A353EF71FAC809363E79089FFCFD79BCA3C35E6F479E516596DF42451252BDC9FD80642767DEAE64E74506F8BE147F1BC25A686AAA37EFA5A518642CB1FA13F8E7D054F8E0B2111D211CE51EC677F3FAAA58CCC03DFB62FAAD2F9A88B289F94C8ABC7C91FE8909305DAC11FB8919604314FBE3FB13B8DB0BD21C03D5520439704AE1503BAA5C3F6B5E14C3A423C861429AB7AA06E4CD8F09B5A686F809A1BD6CBBDB97B0CFBC78B59D37BADCA4B5A743CBADFAA691EE7F016955F16A',4400);
INSERT INTO "raw" VALUES('7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314',X'7801B557DB72E236187E158DAF3718729AA423349300DD7807D84C6033934B63FF805A235149DE84BE515FA34FD64F3E6148D24EBAB35C8025FFC7EF3FC2EFF3C586D21BE3649291E0134A33A968205DECA4566C86DFDCF683C968388EA6A3807D7D5664FAC1743C0958A4527A916A3521B7D6693FB8C99DDEC48ED240F0FB4934648F642CA4F4835E20AEAFBBF8F4CE79E85F093E04E1406FB6198141F0278A8D38EDF62E79583CF289566E2DBA673C2C9FC0B013A73D1EFA5FFF7DC0EE8F0FF45DDAFF2BAB61AEA0600066A253CAFAC1BD91CA9D8C324A9CD14A26F0EE8BCE8D8A33C1A3D96CCA226BD57CB7A57ED026F2EE9E74BB1730D953354CA0CE8901614A81B6CC37FD20528E8C2207C98F3ACB37244E8143F5C80B060120CA070ECBBCBBEF623689CD3BA0359C61E54025712E1D823F7A897D38D8426AA4844C90070CD1816996872509FCFD7AB35818205DE447C3735BF0B031C8BDBB8744BC562778856E296DA04DCA1699D629B38E362CA12CB32CC90DF4CAEF6458228D596B2BED2F2C660912C2E82C234F9DA73B26153BEFB22D0C21E56C878707C2F97DBC92AAB4B24EEBFB9512BDEBAB932EB2B0CA747F85946CD18EC63A29D890C0A3282D039B6A19B0C73893E9D3B41F3C05A2D7ED5CE013DA02B34E95DA2D5EF8BAB0CEC489DB3FCDE9C5895FB571BBC66CF62CDDFAD85DF64CC060050C14DC7E0B246D98D26E8DE2EBB0C9683C644B60C7163BD63B655B8D7CB51E9E1877CE1092256D1476D854B33805BC96184103480B75964879102BAB0B5BF9406F7746AED62E524B6D50DC2867F1F75F6CBE2628F0DC101DE7A87FE323F026F95E26902848C7D23A56177F0568F5EA00643E8EAD9BC6A887A95EE874C7C3E682DF2C97322BB3D0DB06D1FB0B31A46D6CDC06E631BD647738399DE9D5EE13AB93FC9BF21966254271A7ED16FD2EF3CEB7641C9C4A1561697EEDC63BB6DE928440CADAD622E85438F2D9908B79D89C79A4A4937166C567144EFDDC76E623DED5AA3FB142CF2736E90C3B1FF0AB72D0C747007CB5CAE31509522BEF4B75F2FD27936589F8E228898F2ED9B7A81F0CD1CECF4FAF0251751B561528EAED5004C6C5E1C59EFD1CA3E3818A3A42A6B5C8DE10722CB6B4AC52EA5B26F35FAF3BF587874F4B249A47756A8667DD5B8BAC1CE81C6D6B27A6989164B258A568A6F565DD97E6376F37D2AA47E1359F661BA4EC1F39617696A3F48287EDCB62148DA5FA1D3D411CCD9EFABAE97A47266E7CA558B4638319870AB72572A8D0E317EC819625805550401D29CC2DDCCF301493FD18F9D261B372A0F42E90827B827777037854EE0600E8956600FDC66D69E884ECFA8EE214AEBFBAC0A641363172EBB4F11558A556F7AAD73D0BD824FE4D9BB9DECAC4B7A16920C6C5E019D483078BC60137AC6829F3216F34BFA3E8ECB2D7ED1D2BC2002986DF6D31FC667EF80D7C039F9B58D92DB2A45CBF7E5C7BF7F2EAB576B879976FA0E9BFE4B77D2D81ADC766BD2016958B6D0185150B7E87BEA191ECBE9C91BBF82EAA0EBFF51E89042320EC37C48F6E7C0732FF45C5B6D8687FA202B8EB77E49FA801D568E8CF1F5710B60352F7EC3214620B9C3269D7077DB47A57AF69515A46BDEA7051CAEA7DA80679BFD53734988EE5BF8916B95F9FDE59991AE27D27ADD5FA7EDEE45675A8C8C53F65CA6ABD',3257);
INSERT INTO "raw" VALUES('c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790',X'7801C5586F6FE2381AFF2A56A493EEA429014A99B2329658CA5D330BB4DBD291E6D5C94D0C7827D8ACE34C87FD46F735EE93DDCF76028432AB999D5D5D5FD0C47EFCFCFFF373E87DF9BC11D9C85899E682D199C872A9C4585A6EA556E411FFCB6218CD2637D3643E89C8DD8B126618CDA7B388242A139FA55ACD845DEB6C188D4AAB37DC8A2C62F47E96DC90F7C214E0328C3A111B0CDAEEAF4F63B7C5E80D08C77AB3CD050E30FA4170C3BAED6E8FC6FE91CEB4B26BD6EED0383CE1C08E5DB669ECFEBBDFC671F7FA203EC9E28FF2DA1FAE5C41E09899CE443E8CEE8D54F662928BD41AAD640AEBDEE9D2289E339A3C3ECE4952146AB1DB8A61744CE4ACBD68B72FAF68ECA8F687405D0A020F8B0CDE96E5661825CA0AA38405E7F73A2F37825DC20FD523F507181C111E283473E67ED167EFB8FA82D3F627E3CA808AE3425A047FF299BB7010E4834C794E7E0946D2386CC3D6BBD1F3B381977D6EECE9610579E78C6C6ED35A08A3954F031F9725B95EE9B2201B9E1ABD5DF39520762D0CDFEEC8521B92222D842A60634672F94960451AB3D6852C7E209C18AE32BD71A126385B08D225D6489EB768DC1044EFF94AAAA06B9DD8F72BC53ABDEE45EF1A2E0AB9EE96909447B493A94EFD31A4F024C94268332D23F29EE732FB301F461F22D669B7AEF01717DE6BAD2AB98FCEC2EEE7C21A9EDAC3D3427CB6EC694BAC86C5460822D5B274355210BD24FC9C6B0AF2228CF04EE10636BF48BB26858513B8C9488A353021571DC2B332B7A076FBC72EDC3BAF45166B4132B95C82A14AFDB974CD15DC0FE1B3C9F486704B066D92F11DF8F082B45B03F2F7C1D5DFC8382117ED56C7E9DD690DFED122772E2C97FD8AD6454F043D9708182904B605C1AF824650B5B23613DCAE2B151B26BC214A2B7070BA1FB2A26891D9EB14C964066A4B8CE0E99A4808D81AB9E1664784CAB61AC5DA2263743197C40B9718456BA53F11556E9EA1F37CBC089DA8DD77095345C8C7858EF57667E46A6D13853C442B4360D87FFFE3DD26953306FE4790D6DA14387C96FCC01351F7A453595852B7BA2A79AAAD4642D1292FEC9CA3FA279F052A911B1AEF97E83FB5117EF3B65C69576FFB059A28699D99ECD69561FD42930C0ACBA584D18F28E514FDE9EE619CDC446C6DEDB6F8218EB54965D6D2661557CDCA772CFF73D505AB3D0398B25CCA3C14BE734E6381DD882D377603712E916EF1E64B7CF786241B5F5788CDD417728807990BFBA2CD471780035F54E1D15B90120717D6AEFC82BF666581067AD65B4F2FE2ACAB9E8E3DF54AECD1C2FFDDB8C7AD48257C7BD6BC51C6CF9A373A36EF10C73F90086F077F4A22D4569027E512A1907647DCF8738366EC0ACB7C43325459E10A8BA16AD4AAC4086142AD9C8FAA370730F88F5C7D3C5B7EF5A6C7219ECCD7D6EBB6E191C681808ED25414AE61CF7D3B092A9C2CB2A31E839C6E9E7059DE5C093C1CA2F17202B8D9ABCEE8BF30F0EC592BFC4E45004CF5389ADD4F2771E72A0658F07B0E688D3063D56EC3660FE37F3BD9E18D8E5618013BF61866FE832800C0D04EC7BA54A9CC4118F6D1134B65CD8E216EAEFBFD04BC87E9EB9A5F58AF2441EBBD9E407FE5738ED0BAFEE9A667B0F064913C25C3E8A6DDE9F7BAD711AB0009A92638067293C52B9E87E3BD41C41E0226F80D1A8E011C8DCE733CFA6EF3F5ACDEF6BA6F2356E74038FD86DC7B8C91245FCFA7DFEBC1A219A6B14C7D6A034697D9EE0C83532BAB740A68DC813CE27E5E63CB6F86CB955B1D3797802770BF4683BEB1D7819DA8550EAF1E45BA024C8BD129F43B6CD079BE41A6FC5A0AA45E80FC97343E5EF490792AD54724123BC1C8F5F21E9B35149B89627D2B788683C14F470BA86351A4466EAD36AE92ABEC685F77DA971140C42FDA2CF456A6D5F80DC3685CA34A1479E334A33F97407A6E74EE99FD0C5DFBC8D4D7CC2AE84AE3C621B8B9A15FE3A5296EAF6CB7DF3BC3FF00818AD78A7EAB907E6F70FDF68C90B1C8F30B8FD416D25D502E7E04B246050558FEFD723BBDCE75F754EE3C620B34B7025847850BE71B82815F5D0FBE5F68BB7FDDEE9C117A5B6E20F54FE0DFBEECBFCA081885DE89BA6906F9341F8E0317D2F927B10328CADCCBFE9A7DB770376D46ABBD93E483A81471AB2F4F34AEC87E87DE88C2DD12BE86345C6C00B353687574A09612B4AEAF51F52703DFA8372273E38CD15B18A3313DDC444097C0AFEF6AF85F7F59007B0144E0BE197CEB378006CFDF11B1F5DF38FE420130D77D35F90B25608C18F1DBF70B888F03528FE8100AB6859F7259AC1B73AADAABAFF0894F4F808A3041928CD4F7E3DAC987EF3C7B9A73E4EE3AFD852BF4D1B97A52D562DDBCDCE756F5520FB3FF01163381BF',4811);
INSERT INTO "raw" VALUES('e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0',X'7801B5576D73E23610FE2B1A7F6A671A6CF29E1BA1190ADCE01B20CC85CB4C3E0A5B185D6CC995E424DC3FEADFE82FEB4A960DA6493BE9DDF101F4B25A699FDD7D76C1CB6A5DB074A80C4F7246F09CA539176CC40D355C0A7407BF951E04F3C978162F2601BA7D164C0D82C56C1EA058A4EC858B6CCECC56A6836058195950C3D280E0E53C1EA37BA634681904FD80DCDC44F6738543BB45F0180447B228730607087E605491D3E8F402876E88E752982D894E71588FE0C08EF461DBFEDAEFCE713BFDCC9EB8FEBFBADAC31E0A04C0CC65CAF241B0545C989349CE12A3A4E00958F749564AD09CE0F8EE6E8162ADC56A57B241702864AD3D89A2FE0D0EAD547B08A42B8600619602DABC2A06412C0C538219D07C2FF3AA60E40C0CF543EC0E1000A21E60789935F74DCC3EB2750B5AD80A87FECD5EC98A1BF0F7E4855A0FA0AFB53D486ED09695D4C85C663B1CD64260E4ED70BD5600AF0B8AF6D42734AD85AD855D11DC5C47B007B4D635E22AA9725023325450F5080182E806AC8759A264B9A5194366CB142D77880B94F327D84BB8525BA9B9FE80344BA448A9DA210A0ED8C19A7D34458A8A5416D6FFC8284EF31E0E3B17E325CDB8A8DFDF44F93213A47F7E73720160FBC0B74B10A107B293994CDC3188E7499CD67E4E250FD03DCD79FAB018040F01E947BD0BF884DAE1D9F3917E701670586BA36862F6A3157B316499535D506BC4F9152AA94D445E5261DEB0CB590B79060E92953E404D5BB85AA0D033D5489B2AE500C8462A7406CA95348C0BDD432396E72DCA8A3AD4E04A7EC2C526A705E4B07400A7A01FD07C3951ACB0B900D490B56A50552223514A77E82CEAA15F16A3559DE2D1E5AF00BEB7D6D98847B2DC299E6D4D2CE031A0145881FCF5275A6D193CFB8941FCA7885640234A83E75E15DFEB04049DE88C6B831A0EF18EF05B1DE7E019D5664121ADEE4A96F082091CB64BF8A354CC6D0E538AC3768663C10D0492264308EF668CE3141ECB371CA2F20E922681A4BFFD3C8AC701D91A53EA0F612855C2D39E5459E819C0D180FBBAB25CD02A0033361B9ED7496581E92C9031E49632F058637DEE330DD2F237D45881BE089B1E9A9B1DB25492D01C5C6BB9C446FF5E3744F4C1ACBE29AC216CA07C03AFC90B037EA0EA55BCA65526D1A757219BC2F20FC2ECC212DFF76316172EA721AC678E52569624345A30F32CD5E33BF0F2C0D9D823105822AB80B2081399C5C8CF6C71A3BF53F1F86A84369BAE063A31177E23C82EEBC2FA65BD4C3EB92AB717C0C32461DA16D44555AC99AA9F70B4480ED210DCDE3D6103A1BB52EBB0D5D4DD5317D6F6E950C6AB750E8FB2F96A99AF163F5A445FE241308EFA97E7A7D701F1650679F60532EDAAB0F4DA5DF176D42D88AD6CC87EFDB3A0BEBB47F04FB0DAACE5473D4E530F5DE28D64258CDA9189C872A8249682EA85A656AC86AF953D5F3560132FF202D2F18F8A417353F73A7D1C1E2EBA5E61C6C5239028396A0E9AE5B60E751E37677A3B653485833556070B10444C278A9740D9368CBC33A2EB7E7416A039FD2AD54A963CB1F4B808481DFC5085EB7A0A11D6390D30757477265DD1F6A2D3CBF3E38BA020CEDB72AE7FC02597D751FFF812B0665A1554FCA7FE43937CBC7BBF356DAE8BF382A5360D089E426A43FD738B2008D1EA82127E9B6E58B184018BD83EF7BD7D2B68D9EBFC972B4AD797FFC40BC05C201CF6136F804AA4D8B7EFBF203C7448C346B52B480938E55C6F3BA4E2F79ACE334E3B0C13A7A869E31A90F7FF4D3C49C4F08FA41DB6E2B6EB7BA3D36B85F744D35C6BE9AE8D2D3F69B8E86FCA2AAC86',3455);
INSERT INTO "raw" VALUES('3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7',X'78019D8F410AC2301444AF12FEBA243F5A8A6627B8F504E2A292D8049A9F92A48294DCDDE84277425D0E33F386596076A0E08888DBCD0E1AB83AD28E8604EABC80AE96CD79524238CD69F49C9CE543B80B6F9215DF16F5DED4EC41CF63AE100AF92DD964620AC4C28DC93DCB81B52D7B983E260EA55981CF26FA0FFEEF665A391ACDEBC48FFF27941C3BE45276502EE50986686560',332);
INSERT INTO "raw" VALUES('ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea',X'7801AB562ACD54B25272313030B030B450D2514ACACC4BC9CC4B2F56B28AAE564A014A6594941458E9EB67A6E8E5E5E4EAE56566E8A5E797E9E7A61667E82374E525E6A602D53AE665E626E6142BD5EA90A0B724B52817AE9702AD9989146826D5CD45A920FFE2091B2703433D035303A5DAD85A002E476E12',356);
INSERT INTO "raw" VALUES('b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5',X'7801AD90CD0A824010C75F6599B38CABF9815EAB37E8161DD65C756177567413427CF7D62E41506074FECDFF6B66B82928E1C0A33C2B38045029AA15B52394E7196A8F3AE7FA320C558DA40D92EAB0B55368E4D8852F150923FDED5E6ACD4E83A0B1D7829C70CA92F724EB56FA048D1C986D9856934F61572F18992267996095ADEF084BB021D7C9C17CCAFDC5E8AD7BC0D6451B2B0D721DFBE56D471E232F528C921C53CEFF6F9F60B1CB308E53582ECB035AFA987F',482);
INSERT INTO "raw" VALUES('8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81',X'7801AD51BB6EC3300CFC1582B3412B769C87D7B65F906E450735A663011669486A96C0FF5EB9430B74089A2003A77BF07077C14F872D3E9BBA6E762B2CF0C349E7E414B17DBB6097A121A5A92D4BD7918C9EC40D74D273E9390EE5AF4AACE7CC3D24F6F0C4E308AFC14A9C462BC926A7928D45D342F9067A0EA03DC4857ECCF4087D500F2A0C597364D0001387A80249C166E9C081702E6E889438F8AB911EEA16EF0AF7A7A5027E0A7C845DBCDF2FF0B2D595E95F4C4566DFD06ABDA5C698E56E8CFC8F176BDAD71BAAAA8636BB2DCEEFF3172890DB8C',686);
INSERT INTO "raw" VALUES('3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372',X'78019D8FC10AC23010447F25ECB96C3688517B13F4E81788874AD636D02425894229F977AB20DE847A1C66E60D33C1DD420D07225AE92D5470B5DE58DF26A8CF1398D9EA721E6A29AD41DF3BF4B6C3363CA4E3D4C96FCB378EE7ECBE6533337CC86F25068E2978116E42AF450E62B31323373121946A013D73741FFA3FC5636F38F6E3C2D1C8AF133FEE9F48216942A5342A222897F204753B658E',335);
INSERT INTO "raw" VALUES('e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798',X'7801C5933D4FC3301086FFCAC97370D27CA9EA868A50A72E88093138C9915C6B9F2BC7410A55FF3BEE421115A0864A6C96EEFC7E3CB2F76220B110774992E5B35C44A2226E88DB5E2C9EF6A209A3CEFBDD228EA991AC8D64EA646B5F63837D179F6EB1321876978E5A8DEE66AD361BE5E061E4C6D93089045B7F5CB86520EED091C706B4AAB7605FC07708C86FA3C170541E8CDA620F156972438803BDD543A5518A437441248FCE9C22C1D7487FD03AAB3745EB5E9950506958DB00C4583D7AAAE1916BCB9BA155473EAB7187EE03031A529308ACD061435EB9F19FE5FB69F1CF2844F04DA549FABF20FF6C76A1BEC3E393FFE1FF2C67A5CCD244166521B32491E97C767D8BB9CC8B5496F9FC64F17C7807F6084D9C',1015);
INSERT INTO "raw" VALUES('be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76',X'7801B592CB6EC23010457F65E475709C1744D9B5A24BF881AA8B508F6297C446F1A4A842FC7B27A22F3655217465CB631F9FB99A8318ACA8C452A93C4B1211898D75DABA2688EAF12034970CD1AE8A63ABA56B3BE9AC918D7F8D3B0C26FE7EE5EA0E478C1F362DCEEE5B86C00AC978CD48E7692CDE41A041BF8175B037F6D980434B067BE06B01817AAC093538FF79F232E8865560EBFC9E9F786890026F6A92E2185D6047D8775F7670663781B3AAC3967D3FDABC1E741ED78D38614242B3E99D9D4289E0E7405C6574028549A41EC7F1FB658E1F5421B3A494D942C94CA90B45FF842FCA4416EA5FF06BB65F24DCC19CF129AFE9CD3B58ABB92C0B258B54C93CE72FC6909E8EEF7AF25340',1085);
INSERT INTO "raw" VALUES('1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451',X'78019D50BB0EC2300CFC15CB739594D232740531C1172086400C8994074AD24A55D57F27ED82C4805446DFF97C771EB1D3D8E2A12C9B6A5B638137EDA476CF88ED6544992995D2ABE55C4BE68C654E2BF6F43DB71415FFA89CB094778F22A5014EBAA7904F399F66F0EC03C14324D00E922230330D773226E6592CE00051F9CE4850DE488653B1C23B51B05FDEFFE897D4052C1556060834F7FCF1A87DB9634D53B1AADEE0749DDED0CA753E',373);
INSERT INTO "raw" VALUES('90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0',X'7801A590410BC2300C85FF4AC979B4C3D14BAF8A7F423C74AEAE019B48D30932F6DFED3CE84D185EF3F2F2BDBC1926040787B6B59DB5D0408F34208D02EE34C350A558CADD198383A65BD284518FFC302948345F17F914EAEE11FBCC8252EF1097F78473F20599145F955C7C560545A6A09094A7A7E23C7AD2B0341B6025E4F48105F9C35C936E23E7B03EF5A392FDAED3D6B67A2D73392F2FF3606E54',351);
INSERT INTO "raw" VALUES('21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369',X'7801B590BB0E824010457F6533B51946605129D5427FC0C658A0ACEE24B01818B120FCBB8B85C6C6C4A8C514FBB8E7E44E07178614964489A6198C60CF2E67776A20DD7690FB272B724E8380737445898E2D9EAA36284D638367CA65A5F17F57E69C090B376AEE51AE92E172ED8EE6205C39551D9558A30A6E4DADAE2CF67EB4CF906AB9BE3408FDE803B798BA7C75ABCD80510FF1B7BC0FF3B5196ABFD9DB82C618867E34A126FA077E166A8F4F308E08E3FF29E2D8E323FDFB06096A1D6234259C90F68A09F4BBFE06ADEED2CC',685);
INSERT INTO "raw" VALUES('010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c',X'78019D92414FC3300C85FF8A9573E586B20CE8751CB63FC00571E8A8B7586A9C29492B4D53FF3BED50410834D19E9FFDE93D3F5F54CBAA54CF5AAF4D6154A6F62C35CB31AAF2F5A2EA41B2299DCA3CE71AA571286CF1E8BBDC51B4F9F796548E86D92D9DAAC48963062F1CAA26836DEB2A19B0E2D338B09303BD27F602FE00C912D85187863B0AB03F8317FA522616741CDA4811559FCDB09428B81B9616B1AE66AFC9608A5A535CE6EB0FD632D22F3FD3D59744FC091B7AFC2C701E2AD0D8F58DC7D9E83B7C2A0CAE567AE6F1FE815EA33105DE3F6A7CD046F56FFD070BD5EB49',740);
INSERT INTO "raw" VALUES('660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23',X'78019D51BD0AC230107E95709342B924B696B6A338B87473138748421B3049695A514ADFDD540737A1198EBBE3EEFB816F8251430547C6F2827148E0A6ADD4B6F1505D2690E1D40E435751AA25DABB41AB5B6CDC831AE55BFA43596154F83D8D46580F73B2023AA8DE2C50671CF1A2D32A9660D18E938E775D0B4B3667F174D699D7364A3D5024A47652F571EEBF50126856CAF76A89EC4FBC07C691ED19F2502563986725A63CC5B228300B3BE7BB4F0F33CCD7F90DC96DB1AC',587);
INSERT INTO "raw" VALUES('b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd',X'7801A592314FC4300C85FF8A95F948732D3DA1AEC7C0C0C8861842635A4B89738AD32EA7FE77D21302C400EA3126F6FBF29E9DB39A4875EADE98BBBD69D44EBD123BE24154F77C56AE94C69C4F5D5591D3EC83661AF510E72AA08CD5978A6DC0D2FB48332638524A63149282E398D7C2D388D0C7102203B283F8063EF270E3ADE4F218F88BCED96007EC407A9B2093C884E068268702B900621A2C03718EC0D14DBE5CDB02A32C30A308FA724EAB44724C199D56CB6E43868C2914AB9FEE77F080279BA9FF2FE63295AB201F06BE4DF49A443FB7B28D91705DE02FBFE0680EBA6D6B7D68CCC6907FA3EBA6A08D6EDA56DFEE6BB5BC2CEF6773DD52',689);
INSERT INTO "raw" VALUES('dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906',X'7801B592CB6AC33010457F45686DC6F243B6EB5D711709140AC9B274E1DA4A34549682A4BA84907FAFBC694A0AA571D2B54667CEBDD281BE23ADE9036355C2721AD157D43DEAADA3F5F381F6E1487ABFABE3187BD06A008D12B6668C07E1647CBAA5DB4184D9471C85250D5A2B8D4317917BD51969147681AC8D9F669AE56AB5785A2FD7C4CBD6938D51CA7C38B217AD75C46C8814EDB827BD45FD163C801EA30B3CBCB043D8F1B5F6E47225672176ADC7EE66BCB3A666D9FD70FADEF79CDACEA4E6E3AC985EFA979FD3B002384FA1C8186415BB30FEDFF139077E777B7C9A05FB60CE39E449FA2F09520E65C921610C5855423125E121C9CBF1139D0328B5',947);
INSERT INTO "raw" VALUES('9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26',X'7801A591310BC2400C85FF4AC85CAE55A84A37B10E4227071771A85EF402F64E2E5745A4FFDD560771116AD7BCE4CBCBCB036BC60CF324998D922946B867ABD99E04B3ED03752B99102E591CB356F65C29CB469DDC35AE484CFC99B265456D6FC157F290B35029242DCDBAD0D5E7F60E9AC579DDCAEE08C11014ABCD721DC1CD9481BA290E0287B21602E7E1E06A2FA4B0897A9808E4ABEE96F7FA085E6E86206408E32B8BBF5C7C11A427C25317FC8FE72D92894AD33136BBE609693EA395',517);
INSERT INTO "raw" VALUES('2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a',X'7801B5924B4EC3301040AF32F23A38A9DD266976A02EE909100B271E628BC48E6CA715AA7A775C41152410A2A4DDF937CF6F3E07326A52914D96952C5F9284D4DA486D5A4FAAA70391F14A85305469AA25355D4F8D56B4B5BBB447AFD229CA881EE3DBAD689C1D9468D14794B1E174F8285C8BB0573A2034D8751EEC0B048510B4F723FAB81601827845180790583BED411809BD8EB41A3D25C7E4029780AE8FDF3E5883B015CED93D6CD0E91DCAB89DFC6632EFBE33E76AFE80F4FF624E6926F0A50C67FE4CE65C277F45296B6CF316F09CD98C063B3CCDEA2FC37EBF5850CED69417ECC202FE099DB3822ECB9BA00BCE295F17D7B75E515E329A17195DB11B987FE2CBECC3FEF9F80EA1BE7BED',1197);
INSERT INTO "raw" VALUES('42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531',X'7801A551310EC2300CFC8AE5B94AD2A12DED86C40318100B6268D5D0446A1294B85DAAFE9D0406240624CA669D7D77F679C14963830791E7795963869DB6BDB643C0E6B2601F5B8AE8DE70AE7B6647C3AC566C7033373228FE66D9D6C8387B749EDA11CE52DB28651D25F0A424CC1101522D41E7933A74A3733DDCBC331196304C04E49EE5A867E919AED90FF624BDF9B0FF931F362D900ECFE095C26681B051C1CB94F69777ED45C5445EB05AEC585909569415AED7F501E9E4A12A',515);
INSERT INTO "raw" VALUES('5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5',X'7801AD92C16AC3300C865F45E81C9C760DA1CB6DB0BDC16EA5076F56634322055B690F25EF5E971D46C31834EDD5963F3EFFFACF38066CF07DB5AED6DB172CF02BB00BDC266C766774F9CAAB0E4D590667B8EB0D076F5A39963D255FFEBE62DB539EFD8C96D3D05956AB41B880B751A59356C694D12CFAC7109C3C4502272C112C3B88F41D8640AC60F3B97A8294E930504CC206A7E20E2FA5D867AFAB461BED41F3CF1E06A4C5849F246096D29371CBF5F4767B8BBD669C6542B3906EAA745F05225D5BF74F8D3F569579DDD4A6AE2B9CF6D3055BB7038E',787);
INSERT INTO "raw" VALUES('caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de',X'7801A591C10E82300C865F65E9996C10082837A38FA027E361B00A4B58216CE881F0EE8E9860BC9880D7BFEDF7F76F471834E4700AA324C94208A0D0A4345516F2EB08CA976AE7BA5C08AD38358693AE79D53E84415B8BCF144983BEF7620ADDE85236ECD8F6CAD3A875B37EAE91955E6105BA2722B1AE912592934C9262777483E530052B0C1DF6C683679B802DB69B19F65FC8B2C23BF9962CDF08BB324B8FF3A17F3CEB10A53CCE763CDDC730DDA6174A009F0D',505);
INSERT INTO "raw" VALUES('1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5',X'78019D90CD4EC33010845F65B5E7C83154E1273704AA7AE00D1007375EE255ED75E56C0B559577C7E100E28254AE33DF8E66E78C07C61E9FECD5ADBD5F61835B16CF324ED8BF9CD1572BA8EEFBB6656F2426231CCC988F6DA229B43F57E21255F6998F5460ED381E0AD530C9BAC80F10BF0C0D4E617002922166192B9BDC8E1A1822B9024E3C78D2FCC16F27785F580D04DBEC4F20447E02AE4A3638371734532AA956D8D0DE290FDFDDFE93F1FBBBCB120A2D43FCB1E5A3BD315D776D56F6CE74D6E2FC3A7F02F3698289',412);
INSERT INTO "raw" VALUES('556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6',X'7801BD51BB6EC3300CFC1542B321CB4A1C3F567768BFA1E8E0C64A4420920289490B04FEF7D26D01672AEA02EE70837424EF8EBC890B8A563CA8A2D935B5C8C42BFA01FD3189F6F92606A62CD1B9CD731CA43F39E9D1CA63B8E6CE249BCF5DBE77866B1FCDB927244CD065D0D9183CEE79A60F34B14FFE60F684C1C31B9205B206ECDC00578C97C4BF3D81ED139CFA4466804388E0423413E121E13BBF3CD924C5982D3048263AB6F0ED09EE8CFE69CE5DFF1C7499A168A69DFCB0DD4E15526B46A964C528B45AE8F557128D2EE576AB3EB1A244556BB9E114135691D9C9B26489FA5F242AF5B5B43592E80D27515237852C15DFA5AAA6F38BF165FC00E33C1F2B',941);
INSERT INTO "raw" VALUES('6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9',X'7801AD53CB6EC32010FC9515676B8DEDD8697C4CDA7BA4B6A7AA076C708CC42302924B947F2FF8D0A8959A87D50307B4B3333BB3702207495AF24CABA6A005C948270D9766E749FB71223C96C610F66D9E4B8E46693472C49D3DE65AF831BF7419A645C46EACE3B056D672780D42C34628056F8E19BF57CC0416A43551C3D890D05361100EEC003EC1FB08F73038AB218C02BA892816D3E5A03BA964CF14F45104C9397B60BC209C8E823726CBE0FD5B243999A57157047386DF2AD68B98A1BA19F01CF63FD795C1C5D1AC40AE30FFB2348BFEE7CAFE391B27D23BBDF2035E6889745563B158624DE974AAA27CD0C91D320B5C550D96658DCDD3122789CFF3171AC934DF',957);
INSERT INTO "raw" VALUES('99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9',X'7801AD51C14E834010FD95C95E7A2103A5402D3783243D80177A31C6C356A665137696ECAE1AD3F4DFA55CAA261ADB7898D3BC79EFCD7B07F1A2442EEEA2249D678908C45671AB78EF44FE7810EDB8EABC1FF230542D72AF9155877BF31A6A725D78BE62A969C4D6E4889FBB772D7B683C6928A8EF616325BBA197ECA55786471136FE049F163BB2607650974D795FAC1FEADB0A9A4D59435156551380EF0886F18ED8CF1C9837066341426BD8D89943710C2EB0E9C9EA3FDBBC86F9C7A703F894CD55A6BFA5F885F01CF685D4964E3DFC527119C518AD529C274B4CA3689A2C4EFF5F26C1D522C3384E31BB59E224F174FC005311D522',670);
INSERT INTO "raw" VALUES('a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4',X'7801B5924D6EC3201085AF82585B63FC471D6F934D0ED055D58513263152182AC095D228772F96DB3AABAA6EE2051212C37BDFBC990BEF356FF84654B21692277CA749693A7ADEBC5CB88A4F5D086F4D9A6A05743240BA83A37D4F0DFA2E9D7E516B30D63E3B6CD9FABC3F21DB686F9D42E713B6A59D7514B5C986A16A4B1D3A1D50318507DC07CFEC81850E19D2C7390AC77B1B58E81DB1D6184BBA659A82657D54077E4D667005746668EF0B266113E15D42B1AB3B95C6506E547E12FB17D844F3701DFF28A06915E6CDD0E1B035BFECE13A1390E73564A5804C16900901ABE26926F71F6C2414B9804A56A3452916B5A857CB74514359E59015F12C15D46821CB3893C16289A06E2CBE837ABD7E02A1317D2A',1231);
INSERT INTO "raw" VALUES('e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0',X'78019D90CD0E823010845FA5D933143428C2D19F37E0663C54BBA14DDA42DA82318477B71813F54282C7CDCECC7E3B0374124A38A6DBACD8E510C1551A2E4DEDA03C0FC0C34A78DF96492239354A532305AD9B3ED1E844F27119A631680FA8544C98E1A492CE7518EF99C33008B4AC7D8474D3F8495759645EA3F1E42EBD204AF6E124B905B7238D25FE657614C668018347ABDF0C5F08E417E1DFC499AF96455A9C0A9829F594AE695A6CE82ACB61BC8C4F2392857C',417);
INSERT INTO "raw" VALUES('616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904',X'7801AD53C16AC3300CFD15E173E6B461092CB7B1D053E90F8C1DBCC6AD456D29C46ACB28F9F7392DEB188C8D653D19A4F79E9F9EE593DAA3AA5533ABCAAAA854A65E915AA46D54F5F349B5A9E544BA3ACFB1D5E48326747ACB873CD8E8F24F1699601376C57467FC9A1D7B5CC3C288BCC1120FB68706A335D1A60B886584A6262081380BFE8CE00D74963B6FE1E818DA1E69973A22A9C03D24964BB63238A2B8B1309EBC1F3536DE84600499B41AB23F9816DB878B930F9B19A409AE03FC572DDE40EE9CDE579D4BAE93CCAD1E17CB661A9309AEC17CFBB253A2FF7D5F26AADED26A6FC77DFDE11B3CCD2A5D96852EEEE7BA9C3FA8E165780773881508',855);
CREATE TABLE records (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL,           -- number of the version that stands in the record tables
    content_digest TEXT NOT NULL,
    derived_digest TEXT NOT NULL,
    source_date TEXT,
    sha256 TEXT NOT NULL REFERENCES raw(sha256),  -- the bytes that the record's rows were read from
    software TEXT NOT NULL,             -- version of the program that read them
    first_seen TEXT NOT NULL,
    last_fetched TEXT NOT NULL,
    missed INTEGER NOT NULL DEFAULT 0,  -- complete runs in a row in which it was said not to exist
    missed_run INTEGER,                 -- the last of them
    removed_on TEXT,                    -- second confirmation: a tombstone
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "records" VALUES('article','99000001','pubmed',1,'6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','','2023-03-07','6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000006','pubmed',1,'c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','','2024-01-30','c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000007','pubmed',1,'e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','','2025-02-15','e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000014','pubmed',1,'7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','','2016-03-21','7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000015','pubmed',1,'e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','','2019-06-03','e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000032','pubmed',1,'32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','','2017-05-15','32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000900','pubmed',1,'14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','','2024-01-30','14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000328','mesh',1,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','',NULL,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000368','mesh',1,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','',NULL,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000818','mesh',1,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','',NULL,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D003414','mesh',1,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','',NULL,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D004311','mesh',1,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','',NULL,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D005234','mesh',1,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','',NULL,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D005355','mesh',1,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','',NULL,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006509','mesh',1,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','',NULL,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006525','mesh',1,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','',NULL,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006801','mesh',1,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','',NULL,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008103','mesh',1,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','',NULL,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008104','mesh',1,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','',NULL,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008107','mesh',1,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','',NULL,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008264','mesh',1,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','',NULL,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D011169','mesh',1,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','',NULL,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D014182','mesh',1,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','',NULL,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D014470','mesh',1,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','',NULL,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D017093','mesh',1,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','',NULL,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D017690','mesh',1,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','',NULL,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D019698','mesh',1,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','',NULL,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D033581','mesh',1,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','',NULL,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D036101','mesh',1,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','',NULL,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D045164','mesh',1,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','',NULL,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D056806','mesh',1,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','',NULL,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D064987','mesh',1,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','',NULL,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D065626','mesh',1,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','',NULL,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000001','clinicaltrials',1,'63558d64afffe642169f36120e9162e6f6439210155fc1aaeff0f1b752a69021','af91fb8cf50da53bc2353fa0e144c4a35b222e48fdde1b6e17ee50deeb78a971','2025-09-30','d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000006','clinicaltrials',1,'337f40130cd0d75a8b7a08c2a8fcf93209891c6b64402bccce70deecaadf09b1','18ca97257ab74ad2eb0417ab3e4a0287fcd5a1ca60b8addfc65f0f16f6869b7e','2023-05-22','34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000007','clinicaltrials',1,'944412a6c7d0062f96158c0cc06649a517b0c6e372302273f9e3c167348d9752','aa1cbccf211851a4e3625020cc53570e00bca183837780f1232e6b2e5d22d315','2016-04-11','64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000047','clinicaltrials',1,'8382e12f0e7517d0f91f31afc4dbd05c202043eb672a52b34f0b4e743982472c','af91fb8cf50da53bc2353fa0e144c4a35b222e48fdde1b6e17ee50deeb78a971','2025-08-25','863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e','0.1.0','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
CREATE TABLE registry_versions (
    nct_id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- the registry's own count, from 0
    date TEXT NOT NULL,                 -- as the registry dates it
    status TEXT,
    modules TEXT NOT NULL,              -- labels of the modules that changed, joined by "|"
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (nct_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE related (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    other_kind TEXT NOT NULL,
    other_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (kind, id, other_kind, other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE relevance (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    score REAL NOT NULL,                -- 0 to 1
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE removed_countries (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE result_analyses (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    outcome_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    group_ids TEXT,
    method TEXT,
    p_value TEXT,
    param_type TEXT,
    param_value TEXT,
    ci_pct TEXT,
    ci_lower TEXT,
    ci_upper TEXT,
    comment TEXT,
    PRIMARY KEY (nct_id, outcome_position, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "result_analyses" VALUES('NCT90000007',1,1,'OG000','Exact binomial','<0.05',NULL,NULL,'95','0.03','0.38',NULL);
CREATE TABLE result_outcomes (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    title TEXT,
    description TEXT,
    population TEXT,
    time_frame TEXT,
    param_type TEXT,
    dispersion_type TEXT,
    unit TEXT,
    reporting_status TEXT,
    "groups" TEXT,
    participants TEXT,
    "values" TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT;
INSERT INTO "result_outcomes" VALUES('NCT90000007',1,'PRIMARY','Participants with treatment-related adverse events','Counted by CTCAE','All treated','12 months','COUNT_OF_PARTICIPANTS',NULL,'Participants','POSTED','[{"id":"OG000","title":"Cohort 1","description":"As treated"}]','[{"groupId":"OG000","value":"20"}]','[{"categories":[{"measurements":[{"groupId":"OG000","value":"3"}]}]}]');
CREATE TABLE result_sections (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (nct_id, section)
) STRICT;
INSERT INTO "result_sections" VALUES('NCT90000007','participantFlowModule','{"recruitmentDetails":"Recruited in specialist clinics.","groups":[{"id":"FG000","title":"Cohort 1","description":"As treated"}],"periods":[{"title":"Overall Study","milestones":[{"type":"STARTED","achievements":[{"groupId":"FG000","numSubjects":"20"}]},{"type":"COMPLETED","achievements":[{"groupId":"FG000","numSubjects":"19"}]},{"type":"NOT COMPLETED","achievements":[{"groupId":"FG000","numSubjects":"1"}]}]}]}');
INSERT INTO "result_sections" VALUES('NCT90000007','baselineCharacteristicsModule','{"groups":[{"id":"BG000","title":"Cohort 1","description":"As treated"}],"denoms":[{"units":"Participants","counts":[{"groupId":"BG000","value":"20"}]}],"measures":[{"title":"Age, Continuous","paramType":"MEAN","dispersionType":"STANDARD_DEVIATION","unitOfMeasure":"years","classes":[{"categories":[{"measurements":[{"groupId":"BG000","value":"4.2","spread":"3.1"}]}]}]}]}');
INSERT INTO "result_sections" VALUES('NCT90000007','outcomeMeasuresModule','{"outcomeMeasures":[{"type":"PRIMARY","title":"Participants with treatment-related adverse events","description":"Counted by CTCAE","populationDescription":"All treated","reportingStatus":"POSTED","paramType":"COUNT_OF_PARTICIPANTS","unitOfMeasure":"Participants","timeFrame":"12 months","groups":[{"id":"OG000","title":"Cohort 1","description":"As treated"}],"denoms":[{"units":"Participants","counts":[{"groupId":"OG000","value":"20"}]}],"classes":[{"categories":[{"measurements":[{"groupId":"OG000","value":"3"}]}]}],"analyses":[{"groupIds":["OG000"],"statisticalMethod":"Exact binomial","pValue":"<0.05","ciPctValue":"95","ciNumSides":"TWO_SIDED","ciLowerLimit":"0.03","ciUpperLimit":"0.38"}]}]}');
INSERT INTO "result_sections" VALUES('NCT90000007','adverseEventsModule','{"frequencyThreshold":"5","timeFrame":"12 months","eventGroups":[{"id":"EG000","title":"Cohort 1","seriousNumAffected":2,"seriousNumAtRisk":20,"otherNumAffected":5,"otherNumAtRisk":20}],"seriousEvents":[{"term":"Portal vein thrombosis","organSystem":"Hepatobiliary disorders","stats":[{"groupId":"EG000","numAffected":1,"numAtRisk":20}]}]}');
INSERT INTO "result_sections" VALUES('NCT90000007','moreInfoModule','{"limitationsAndCaveats":{"description":"Small sample of a sample."},"pointOfContact":{"title":"Study Office","organization":"Sample"}}');
CREATE TABLE run_queries (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    source TEXT NOT NULL,
    search TEXT,                        -- null: asked for by number, not a search of the topic
    purpose TEXT NOT NULL,
    sent TEXT NOT NULL,                 -- the exact string
    translation TEXT,
    warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
    state TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'failed')),
    promised INTEGER,
    fetched INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)),
    data_timestamp TEXT,
    finished TEXT NOT NULL,
    error TEXT
) STRICT;
INSERT INTO "run_queries" VALUES(1,1,'pubmed','core','search','1800:3000[dp]','1800/01/01:3000/12/31[Date - Publication]','[]','complete',7,7,7,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL);
INSERT INTO "run_queries" VALUES(2,1,'clinicaltrials','core','search','query.term=AREA[StudyFirstPostDate]RANGE[MIN, MAX]',NULL,'[]','complete',4,4,4,0,0,'[]','2026-11-24T09:00:05','2026-11-24T12:00:00Z',NULL);
INSERT INTO "run_queries" VALUES(3,1,'pubmed',NULL,'cited','id=99000040',NULL,'[]','complete',1,0,0,0,0,'["99000040"]',NULL,'2026-11-24T12:00:00Z',NULL);
INSERT INTO "run_queries" VALUES(4,1,'pubmed',NULL,'naming','NCT90000001[si] OR NCT90000006[si] OR NCT90000007[si] OR NCT90000047[si] OR NCT90000947[si]',NULL,'[]','complete',4,0,0,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL);
INSERT INTO "run_queries" VALUES(5,1,'mesh',NULL,'descriptors','D000368 D003414 D004311 D005234 D005355 D006509 D006525 D006801 D008103 D008104 D008107 D008264 D011169 D014182 D014470 D017093 D019698 D036101 D045164 D056806 … (22 descriptors)',NULL,'[]','complete',22,26,26,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL);
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'partial', 'failed', 'interrupted')),
    full INTEGER NOT NULL,              -- 1 if everything held was fetched anew
    software TEXT NOT NULL,
    error TEXT
) STRICT;
INSERT INTO "runs" VALUES(1,'2026-11-24T12:00:00Z','2026-11-24T12:00:00Z','complete',0,'0.1.0',NULL);
CREATE TABLE see_also (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    url TEXT,
    id TEXT,
    comment TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE sponsors (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT,
    sponsor_class TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "sponsors" VALUES('NCT90000001',1,'lead','Example University Hospital','OTHER');
INSERT INTO "sponsors" VALUES('NCT90000001',2,'collaborator','Invented Cell Therapies Ltd','INDUSTRY');
INSERT INTO "sponsors" VALUES('NCT90000006',1,'lead','Imaginary Liver Trials Network','NETWORK');
INSERT INTO "sponsors" VALUES('NCT90000007',1,'lead','Invented Cell Therapies Ltd','INDUSTRY');
INSERT INTO "sponsors" VALUES('NCT90000047',1,'lead','Example University Hospital','OTHER');
CREATE TABLE supplemental_mesh (
    pmid TEXT NOT NULL REFERENCES articles(pmid) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    registry_number TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE told_links (
    nct_id TEXT NOT NULL,
    pmid TEXT NOT NULL,
    PRIMARY KEY (nct_id, pmid)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_documents (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type_abbrev TEXT,
    label TEXT,
    has_protocol INTEGER,
    has_sap INTEGER,
    has_icf INTEGER,
    date TEXT,
    upload_date TEXT,
    filename TEXT,
    size INTEGER,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_events (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT,
    date TEXT,
    date_unknown INTEGER,
    description TEXT,
    party TEXT,
    step TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_ids (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT,
    domain TEXT,
    link TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_ids" VALUES('NCT90000001',1,'org_study','SAMPLE-001',NULL,NULL,NULL);
INSERT INTO "trial_ids" VALUES('NCT90000001',2,'secondary','ChiCTR2200099001','REGISTRY','ChiCTR',NULL);
INSERT INTO "trial_ids" VALUES('NCT90000006',1,'org_study','SAMPLE-006',NULL,NULL,NULL);
INSERT INTO "trial_ids" VALUES('NCT90000006',2,'secondary','ISRCTN99000006','REGISTRY','ISRCTN',NULL);
INSERT INTO "trial_ids" VALUES('NCT90000006',3,'secondary','2018-099006-11','EUDRACT_NUMBER',NULL,NULL);
INSERT INTO "trial_ids" VALUES('NCT90000007',1,'org_study','SAMPLE-007',NULL,NULL,NULL);
INSERT INTO "trial_ids" VALUES('NCT90000047',1,'org_study','SAMPLE-047',NULL,NULL,NULL);
INSERT INTO "trial_ids" VALUES('NCT90000047',2,'alias','NCT90000947',NULL,NULL,NULL);
CREATE TABLE trial_keywords (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    keyword TEXT NOT NULL,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_keywords" VALUES('NCT90000001',1,'UC-MSC');
INSERT INTO "trial_keywords" VALUES('NCT90000001',2,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000006',1,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000007',1,'HHALPC');
INSERT INTO "trial_keywords" VALUES('NCT90000007',2,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000047',1,'UC-MSC');
INSERT INTO "trial_keywords" VALUES('NCT90000047',2,'sample record');
CREATE TABLE trial_mesh (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    ui TEXT NOT NULL,
    area TEXT NOT NULL,
    ancestor INTEGER NOT NULL,
    term TEXT,
    PRIMARY KEY (nct_id, area, ui)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_mesh" VALUES('NCT90000001','D005355','condition',1,'Fibrosis');
INSERT INTO "trial_mesh" VALUES('NCT90000001','D006509','condition',0,'Hepatitis B');
INSERT INTO "trial_mesh" VALUES('NCT90000001','D006525','condition',1,'Hepatitis, Viral, Human');
INSERT INTO "trial_mesh" VALUES('NCT90000001','D008103','condition',0,'Liver Cirrhosis');
INSERT INTO "trial_mesh" VALUES('NCT90000001','D008107','condition',1,'Liver Diseases');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D005234','condition',1,'Fatty Liver');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D005355','condition',1,'Fibrosis');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D006525','condition',1,'Hepatitis, Viral, Human');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D008103','condition',0,'Liver Cirrhosis');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D008104','condition',0,'Liver Cirrhosis, Alcoholic');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D008107','condition',1,'Liver Diseases');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D019698','condition',0,'Hepatitis C, Chronic');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D065626','condition',0,'Non-alcoholic Fatty Liver Disease');
INSERT INTO "trial_mesh" VALUES('NCT90000006','D008264','intervention',0,'Macrophages');
INSERT INTO "trial_mesh" VALUES('NCT90000007','D003414','condition',0,'Crigler-Najjar Syndrome');
INSERT INTO "trial_mesh" VALUES('NCT90000007','D008107','condition',1,'Liver Diseases');
INSERT INTO "trial_mesh" VALUES('NCT90000007','D017093','condition',0,'Liver Failure');
INSERT INTO "trial_mesh" VALUES('NCT90000047','D005355','condition',1,'Fibrosis');
INSERT INTO "trial_mesh" VALUES('NCT90000047','D006509','condition',0,'Hepatitis B');
INSERT INTO "trial_mesh" VALUES('NCT90000047','D006525','condition',1,'Hepatitis, Viral, Human');
INSERT INTO "trial_mesh" VALUES('NCT90000047','D008103','condition',0,'Liver Cirrhosis');
INSERT INTO "trial_mesh" VALUES('NCT90000047','D008107','condition',1,'Liver Diseases');
CREATE TABLE trial_references (
    nct_id TEXT NOT NULL REFERENCES trials(nct_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pmid TEXT,
    type TEXT,
    citation TEXT,
    retractions TEXT,
    PRIMARY KEY (nct_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_references" VALUES('NCT90000001',1,'99000001','DERIVED','Sample article 99000001. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000001',2,'99000040','BACKGROUND','Sample article 99000040. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000006',1,'99000006','RESULT','Sample article 99000006. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000006',2,'99000007','DERIVED','Sample article 99000007. Example J Hepatol.',NULL);
CREATE TABLE trials (
    nct_id TEXT PRIMARY KEY NOT NULL,
    org_study_id TEXT,
    brief_title TEXT,
    official_title TEXT,
    acronym TEXT,
    status TEXT,
    last_known_status TEXT,
    why_stopped TEXT,
    delayed_posting INTEGER,
    status_verified_date TEXT,
    study_type TEXT,
    phase TEXT,
    enrollment INTEGER,
    enrollment_type TEXT,
    enrollment_flag TEXT,
    start_date TEXT,
    start_date_type TEXT,
    primary_completion_date TEXT,
    primary_completion_date_type TEXT,
    completion_date TEXT,
    completion_date_type TEXT,
    first_submitted TEXT,
    first_submitted_qc TEXT,
    first_posted TEXT,
    first_posted_type TEXT,
    results_waived INTEGER,
    results_first_submitted TEXT,
    results_first_submitted_qc TEXT,
    results_first_posted TEXT,
    results_first_posted_type TEXT,
    disp_first_submitted TEXT,
    disp_first_submitted_qc TEXT,
    disp_first_posted TEXT,
    disp_first_posted_type TEXT,
    last_update_submitted TEXT,
    last_updated TEXT,
    last_updated_type TEXT,
    has_expanded_access INTEGER,
    expanded_access_nct_id TEXT,
    expanded_access_status TEXT,
    lead_sponsor TEXT,
    lead_sponsor_class TEXT,
    organization TEXT,
    organization_class TEXT,
    responsible_party_type TEXT,
    responsible_party_name TEXT,
    responsible_party_title TEXT,
    responsible_party_affiliation TEXT,
    brief_summary TEXT,
    detailed_description TEXT,
    has_dmc INTEGER,
    is_fda_regulated_drug INTEGER,
    is_fda_regulated_device INTEGER,
    is_unapproved_device INTEGER,
    is_us_export INTEGER,
    is_ppsd INTEGER,
    fdaaa801_violation INTEGER,
    allocation TEXT,
    intervention_model TEXT,
    intervention_model_description TEXT,
    primary_purpose TEXT,
    masking TEXT,
    masking_description TEXT,
    who_masked TEXT,
    observational_model TEXT,
    time_perspective TEXT,
    patient_registry INTEGER,
    target_duration TEXT,
    biospec_retention TEXT,
    biospec_description TEXT,
    expanded_access_types TEXT,
    eligibility_criteria TEXT,
    sex TEXT,
    gender_based INTEGER,
    gender_description TEXT,
    minimum_age TEXT,
    maximum_age TEXT,
    std_ages TEXT,
    healthy_volunteers INTEGER,
    study_population TEXT,
    sampling_method TEXT,
    ipd_sharing TEXT,
    ipd_description TEXT,
    ipd_info_types TEXT,
    ipd_time_frame TEXT,
    ipd_access_criteria TEXT,
    ipd_url TEXT,
    limitations_caveats TEXT,
    has_results INTEGER NOT NULL,
    estimated_results_first_submitted TEXT,
    url TEXT NOT NULL
) STRICT;
INSERT INTO "trials" VALUES('NCT90000001','SAMPLE-001','Mesenchymal Stem Cell Therapy for Liver Cirrhosis (Sample)','A Randomized, Controlled Study of Umbilical Cord Mesenchymal Stem Cells in Patients With Decompensated Liver Cirrhosis',NULL,'RECRUITING',NULL,NULL,NULL,'2025-09','INTERVENTIONAL','PHASE1|PHASE2',200,'ESTIMATED',NULL,'2022-03-15','ACTUAL','2026-06','ESTIMATED','2026-12','ESTIMATED','2022-02-11','2022-02-11','2022-02-11','ACTUAL',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2025-09-30','2025-09-30','ACTUAL',0,NULL,NULL,'Example University Hospital','OTHER','Example University Hospital','OTHER','PRINCIPAL_INVESTIGATOR','Li Shili','Professor','Example University Hospital','Decompensated cirrhosis leaves few choices besides transplantation. This study asks whether three infusions of allogeneic umbilical cord mesenchymal stem cells, on top of standard treatment, improve liver function over 24 weeks, and whether they are safe.','Cells are expanded to passage 4 and released when viability is > 90% and endotoxin < 0.5 EU/ml.

Participants are seen at weeks 1, 2, 4, 8, 12, 24 and 48.

Study treatment: umbilical cord-derived mesenchymal stem cells, given by this route: peripheral vein. Visits follow the schedule of the outcome measures.

• Blood is taken at each visit.
• Adverse events are recorded throughout.',1,0,0,NULL,NULL,NULL,NULL,'RANDOMIZED','PARALLEL',NULL,'TREATMENT','DOUBLE',NULL,'PARTICIPANT|INVESTIGATOR',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Inclusion Criteria:

• Age 18 Years to 70 Years
• Decompensated cirrhosis, Child-Pugh score 7-12
• Chronic hepatitis B infection (HBsAg positive for more than 6 months)

Exclusion Criteria:

• Hepatocellular carcinoma
• Active infection
• Creatinine > 2 mg/dL
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000001');
INSERT INTO "trials" VALUES('NCT90000006','SAMPLE-006','Macrophage Therapy for Cirrhosis (MATCH-Sample)','Autologous Macrophage Therapy in Compensated Liver Cirrhosis: an Open-label, Parallel-group Phase 2 Trial','SAMPLE-MATCH','COMPLETED',NULL,NULL,NULL,'2023-05','INTERVENTIONAL','PHASE2',50,'ACTUAL',NULL,'2018-11-05','ACTUAL','2022-09-30','ACTUAL','2023-03-31','ACTUAL','2018-10-01','2018-10-01','2018-10-01','ACTUAL',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2023-05-22','2023-05-22','ACTUAL',0,NULL,NULL,'Imaginary Liver Trials Network','NETWORK','Imaginary Liver Trials Network','NETWORK','SPONSOR',NULL,NULL,NULL,'Monocytes collected by leukapheresis are matured into macrophages and given back. The study compares the change of MELD at 90 days with standard medical care.','Study treatment: CD14+ monocyte-derived autologous macrophages, given by this route: peripheral vein. Visits follow the schedule of the outcome measures.

• Blood is taken at each visit.
• Adverse events are recorded throughout.',0,0,0,NULL,NULL,NULL,NULL,'RANDOMIZED','PARALLEL',NULL,'TREATMENT','NONE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Inclusion Criteria:

• Age 18 Years to 70 Years
• Compensated cirrhosis, Child-Pugh class A
• Alcohol-related cirrhosis with at least 3 months of abstinence
• Cirrhosis due to NASH (MASH) proven by biopsy
• Anti-HCV positive cirrhosis of the liver

Exclusion Criteria:

• Hepatocellular carcinoma
• Active infection
• Creatinine > 2 mg/dL
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000006');
INSERT INTO "trials" VALUES('NCT90000007','SAMPLE-007','HepaSample Infusion in Urea Cycle Disorders and Crigler-Najjar Syndrome','A Prospective, Open Label, Multicenter, Partially Randomized, Safety Study of HepaSample (Liver Progenitor Cells) in Paediatric Liver Failure-prone Metabolic Disease',NULL,'COMPLETED',NULL,NULL,NULL,'2016-04','INTERVENTIONAL','PHASE1|PHASE2',20,'ACTUAL',NULL,'2012-03','ACTUAL','2014-01','ACTUAL','2014-12','ACTUAL','2012-02-06','2012-02-06','2012-02-06','ESTIMATED',NULL,'2016-04-11','2016-04-11','2016-04-11','ACTUAL',NULL,NULL,NULL,NULL,'2016-04-11','2016-04-11','ESTIMATED',0,NULL,NULL,'Invented Cell Therapies Ltd','INDUSTRY','Invented Cell Therapies Ltd','INDUSTRY','SPONSOR',NULL,NULL,NULL,'Liver progenitor cells from donated adult livers are infused through the portal vein in children whose liver lacks an enzyme.','Study treatment: heterologous human adult liver-derived progenitor cells, given by this route: portal vein (percutaneous transhepatic catheter). Visits follow the schedule of the outcome measures.

• Blood is taken at each visit.
• Adverse events are recorded throughout.',1,0,0,NULL,NULL,NULL,NULL,'NON_RANDOMIZED','SEQUENTIAL',NULL,'TREATMENT','NONE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Inclusion Criteria:

• Age 6 Weeks to 17 Years
• Liver failure with total bilirubin > 10 x ULN and PTA < 40%
• Urea cycle disorder or Crigler-Najjar syndrome

Exclusion Criteria:

• Hepatocellular carcinoma
• Active infection
• Creatinine > 2 mg/dL
• Pregnancy','ALL',NULL,NULL,'6 Weeks','17 Years','CHILD',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Small sample of a sample.',1,NULL,'https://clinicaltrials.gov/study/NCT90000007');
INSERT INTO "trials" VALUES('NCT90000047','SAMPLE-047','Safety of Repeated UC-MSC Infusions, Two Registrations Merged',NULL,NULL,'RECRUITING',NULL,NULL,NULL,'2025-08','INTERVENTIONAL','PHASE1',30,'ESTIMATED',NULL,'2025-01-20','ACTUAL','2026-07','ESTIMATED','2027-01','ESTIMATED','2024-12-30','2024-12-30','2024-12-30','ACTUAL',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2025-08-25','2025-08-25','ACTUAL',0,NULL,NULL,'Example University Hospital','OTHER','Example University Hospital','OTHER','PRINCIPAL_INVESTIGATOR','Li Shili','Professor','Example University Hospital','Safety of six infusions of umbilical cord cells in compensated cirrhosis.','Study treatment: umbilical cord-derived mesenchymal stem cells, given by this route: intravenous. Visits follow the schedule of the outcome measures.

• Blood is taken at each visit.
• Adverse events are recorded throughout.',1,0,0,NULL,NULL,NULL,NULL,'NA','SINGLE_GROUP',NULL,'TREATMENT','NONE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Inclusion Criteria:

• Age 18 Years to 70 Years
• Compensated cirrhosis, Child-Pugh class A
• Chronic hepatitis B infection (HBsAg positive for more than 6 months)

Exclusion Criteria:

• Hepatocellular carcinoma
• Active infection
• Creatinine > 2 mg/dL
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000047');
CREATE TABLE upstream_changes (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    records INTEGER NOT NULL,           -- how many records changed in this field at once
    held INTEGER NOT NULL,              -- of how many
    examples TEXT NOT NULL CHECK (json_valid(examples)),
    released_on TEXT                    -- a person said that these are real changes
) STRICT;
CREATE TABLE versions (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- 1, 2, … as first seen
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    content_digest TEXT NOT NULL,
    source_date TEXT,
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (kind, id, version),
    FOREIGN KEY (kind, id) REFERENCES records(kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "versions" VALUES('article','99000001',1,'6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','2023-03-07','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000006',1,'c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','2024-01-30','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000007',1,'e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','2025-02-15','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000014',1,'7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','2016-03-21','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000015',1,'e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','2019-06-03','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000032',1,'32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','2017-05-15','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('article','99000900',1,'14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','2024-01-30','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D000328',1,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D000368',1,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D000818',1,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D003414',1,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D004311',1,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D005234',1,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D005355',1,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D006509',1,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D006525',1,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D006801',1,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D008103',1,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D008104',1,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D008107',1,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D008264',1,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D011169',1,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D014182',1,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D014470',1,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D017093',1,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D017690',1,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D019698',1,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D033581',1,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D036101',1,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D045164',1,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D056806',1,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D064987',1,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('descriptor','D065626',1,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904',NULL,'2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('trial','NCT90000001',1,'d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1','63558d64afffe642169f36120e9162e6f6439210155fc1aaeff0f1b752a69021','2025-09-30','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('trial','NCT90000006',1,'34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7','337f40130cd0d75a8b7a08c2a8fcf93209891c6b64402bccce70deecaadf09b1','2023-05-22','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('trial','NCT90000007',1,'64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be','944412a6c7d0062f96158c0cc06649a517b0c6e372302273f9e3c167348d9752','2016-04-11','2026-11-24T12:00:00Z',1);
INSERT INTO "versions" VALUES('trial','NCT90000047',1,'863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e','8382e12f0e7517d0f91f31afc4dbd05c202043eb672a52b34f0b4e743982472c','2025-08-25','2026-11-24T12:00:00Z',1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX conditions_name ON conditions(name);
CREATE INDEX locations_country ON locations(country);
CREATE INDEX sponsors_name ON sponsors(name);
CREATE INDEX officials_name ON officials(name);
CREATE INDEX trial_ids_id ON trial_ids(id);
CREATE INDEX trial_references_pmid ON trial_references(pmid);
CREATE INDEX trial_mesh_ui ON trial_mesh(ui);
CREATE INDEX articles_doi ON articles(doi);
CREATE INDEX authors_last_name ON authors(last_name);
CREATE INDEX article_types_name ON article_types(name);
CREATE INDEX article_ids_value ON article_ids(value);
CREATE INDEX article_mesh_ui ON article_mesh(ui);
CREATE INDEX databanks_accession ON databanks(accession);
CREATE INDEX corrections_other_pmid ON corrections(other_pmid);
CREATE INDEX article_references_ref_pmid ON article_references(ref_pmid);
CREATE INDEX mesh_trees_tree_number ON mesh_trees(tree_number);
CREATE INDEX run_queries_run_id ON run_queries(run_id);
CREATE INDEX memberships_search ON memberships(source, search);
CREATE INDEX facets_value ON facets(facet, value);
CREATE INDEX mentions_number ON mentions(number, registry);
CREATE INDEX links_pmid ON links(pmid);
CREATE VIEW trial_numbers AS            -- every number by which a paper may name a held trial
SELECT nct_id AS number, nct_id FROM trials
UNION
SELECT alias, id FROM aliases WHERE kind = 'trial'
UNION
SELECT number, id FROM mentions
WHERE kind = 'trial' AND field LIKE 'trial_ids%' AND registry <> 'nct';
CREATE INDEX changes_record ON changes(kind, record_id);
CREATE INDEX changes_run ON changes(run_id);
COMMIT;
PRAGMA application_id = 1213355603;
PRAGMA user_version = 4;
