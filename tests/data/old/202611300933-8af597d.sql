BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'harvest','0001_records','2026-11-30 11:47:22.553786+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'harvest','0002_ledger','2026-11-30 11:47:22.554782+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'harvest','0003_evidence','2026-11-30 11:47:22.556211+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'harvest','0004_changes','2026-11-30 11:47:22.556847+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'harvest','0005_past_states','2026-11-30 11:47:22.557342+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'harvest','0006_discrepancies','2026-11-30 11:47:22.557610+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'harvest','0007_undelivered','2026-11-30 11:47:22.557859+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'harvest','0008_words_not_found','2026-11-30 11:47:22.559109+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'harvest','0009_publishing','2026-11-30 11:47:22.561673+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'harvest','0010_article_numbers','2026-11-30 11:47:22.561997+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'harvest','0011_told_from','2026-11-30 11:47:22.562413+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'harvest','0012_withdrawn_descriptors','2026-11-30 11:47:22.563568+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'harvest','0013_version_sources','2026-11-30 11:47:22.564405+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'harvest','0014_keys','2026-11-30 11:47:22.901742+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'harvest','0015_own_numbers','2026-11-30 11:47:22.902360+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'harvest','0016_integrity_marks','2026-11-30 11:47:22.903356+00:00');
INSERT INTO "_sqlite_migrations" VALUES(17,'harvest','0017_nearness','2026-11-30 11:47:22.903864+00:00');
INSERT INTO "_sqlite_migrations" VALUES(18,'harvest','0018_studies','2026-11-30 11:47:22.904640+00:00');
INSERT INTO "_sqlite_migrations" VALUES(19,'harvest','0019_trial_notes','2026-11-30 11:47:22.905015+00:00');
INSERT INTO "_sqlite_migrations" VALUES(20,'harvest','0020_marks_of_cited_numbers','2026-11-30 11:47:22.905493+00:00');
CREATE TABLE abstract_sections (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    category TEXT,
    language TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT;
INSERT INTO "abstract_sections" VALUES('99000032',1,NULL,NULL,NULL,'Heterologous liver progenitor cells were infused through the portal vein in 20 children with urea cycle disorders or Crigler-Najjar syndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.');
INSERT INTO "abstract_sections" VALUES('99000900',1,NULL,NULL,NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 10^6 cells/kg.');
INSERT INTO "abstract_sections" VALUES('99000015',1,NULL,NULL,NULL,'The editors retract this article on stem cells in liver cirrhosis, as the data could not be shown.');
INSERT INTO "abstract_sections" VALUES('99000001',1,'INTRODUCTION','CONCLUSIONS',NULL,'Decompensated liver cirrhosis has few treatments besides transplantation.');
INSERT INTO "abstract_sections" VALUES('99000001',2,'METHODS AND ANALYSIS','CONCLUSIONS',NULL,'In this phase 1/2 trial 200 participants will be randomised to three infusions of umbilical cord mesenchymal stem cells (1 × 10(6)/kg) or saline. The primary outcome is the change in MELD score at 24 weeks.');
INSERT INTO "abstract_sections" VALUES('99000001',3,'ETHICS AND DISSEMINATION','CONCLUSIONS',NULL,'Approved by the sample ethics committee; results will be published.');
INSERT INTO "abstract_sections" VALUES('99000001',4,'TRIAL REGISTRATION NUMBER','CONCLUSIONS',NULL,'NCT90000001.');
INSERT INTO "abstract_sections" VALUES('99000014',1,NULL,NULL,NULL,'Forty patients with liver cirrhosis were given cord blood stem cells or nothing. MELD fell by 12 points in all treated patients. No adverse events were seen.');
INSERT INTO "abstract_sections" VALUES('99000006',1,NULL,NULL,NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.');
INSERT INTO "abstract_sections" VALUES('99000007',1,NULL,NULL,NULL,'Plasma of 47 participants of a randomised trial of autologous macrophages in cirrhosis was studied for 37 proteins. Cell therapy raised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)');
CREATE TABLE adverse_groups (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
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
    PRIMARY KEY (trial_id, position)
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
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    arm_label TEXT NOT NULL,
    intervention_position INTEGER NOT NULL,
    PRIMARY KEY (trial_id, arm_label, intervention_position)
) STRICT, WITHOUT ROWID;
INSERT INTO "arm_interventions" VALUES('NCT90000001','Control',2);
INSERT INTO "arm_interventions" VALUES('NCT90000001','UC-MSC',1);
INSERT INTO "arm_interventions" VALUES('NCT90000006','Macrophages',1);
INSERT INTO "arm_interventions" VALUES('NCT90000007','Cohort 1',1);
INSERT INTO "arm_interventions" VALUES('NCT90000007','Cohort 2',1);
INSERT INTO "arm_interventions" VALUES('NCT90000047','UC-MSC',1);
CREATE TABLE arms (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT,
    type TEXT,
    description TEXT,
    intervention_names TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "arms" VALUES('NCT90000001',1,'UC-MSC','EXPERIMENTAL','UC-MSCs, 1 × 10^6 cells/kg body weight in 100 ml saline through the cubital vein, three infusions at 4-week intervals','Biological: Umbilical cord mesenchymal stem cells');
INSERT INTO "arms" VALUES('NCT90000001',2,'Control','PLACEBO_COMPARATOR','Saline with 1% human albumin on the same days, plus standard treatment','Other: Placebo');
INSERT INTO "arms" VALUES('NCT90000006',1,'Macrophages','EXPERIMENTAL','Up to 10^9 autologous macrophages after leukapheresis, at days 0, 30 and 60','Biological: Autologous macrophages');
INSERT INTO "arms" VALUES('NCT90000006',2,'Control','NO_INTERVENTION','Standard care',NULL);
INSERT INTO "arms" VALUES('NCT90000007',1,'Cohort 1','EXPERIMENTAL','HepaSample 12.5 x 10^6 cells/kg (children >20 kg)','Biological: Adult human liver-derived progenitor cells');
INSERT INTO "arms" VALUES('NCT90000007',2,'Cohort 2','EXPERIMENTAL','HepaSample 50 to 200 million cells/kg','Biological: Adult human liver-derived progenitor cells');
INSERT INTO "arms" VALUES('NCT90000047',1,'UC-MSC','EXPERIMENTAL','2 × 10^6/kg, six times','Biological: Umbilical cord mesenchymal stem cells');
CREATE TABLE article_dates (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    date TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
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
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
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
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT NOT NULL,
    name TEXT NOT NULL,
    major INTEGER NOT NULL,
    qualifiers TEXT,
    PRIMARY KEY (article_id, position)
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
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_references (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    citation TEXT,
    ref_pmid TEXT,
    ref_doi TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_roles (
    article_id TEXT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL CHECK (role IN (
        'results', 'secondary', 'protocol', 'review', 'comment', 'preclinical', 'notice', 'other'
    )),
    evidence TEXT NOT NULL,
    field TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "article_roles" VALUES('99000001','protocol','Clinical Trial Protocol','article_types');
INSERT INTO "article_roles" VALUES('99000006','results','randomised phase 2 trial','title');
INSERT INTO "article_roles" VALUES('99000007','secondary','secondary analysis','title');
INSERT INTO "article_roles" VALUES('99000014','results','controlled study','title');
INSERT INTO "article_roles" VALUES('99000015','notice','Retraction Notice','article_types');
INSERT INTO "article_roles" VALUES('99000032','results','were infused; 20 children','title');
INSERT INTO "article_roles" VALUES('99000900','results','randomised phase 2 trial','title');
CREATE TABLE article_types (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
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
    article_id TEXT PRIMARY KEY NOT NULL,
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
, pmid TEXT) STRICT;
INSERT INTO "articles" VALUES('99000032',1,'article','Liver progenitor cells for urea cycle disorders and Crigler-Najjar syndrome: safety in 20 children.',NULL,'Heterologous liver progenitor cells were infused through the portal vein in 20 children with urea cycle disorders or Crigler-Najjar syndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','27','5','324-30','Print-Electronic',2017,'2017-05',NULL,'2017-05-15','2017-05-15','10.5555/sample.00032',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2017-05-15','2017-05-15',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000032/','99000032');
INSERT INTO "articles" VALUES('99000900',1,'article','Autologous macrophage therapy for compensated liver cirrhosis: a randomised phase 2 trial.',NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 10^6 cells/kg.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','34','1','142-48','Print-Electronic',2024,'2024-01-30',NULL,'2024-01-30','2024-01-30','10.5555/sample.00006',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2024-01-30','2024-01-30',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000900/','99000900');
INSERT INTO "articles" VALUES('99000015',1,'article','Retraction: Cord blood stem cells cure liver cirrhosis: a controlled study in 40 patients.',NULL,'The editors retract this article on stem cells in liver cirrhosis, as the data could not be shown.','Example biomedicine letters','Example Biomed Lett','Example Biomed Lett','0000-0051','0000-0051','9900005','Netherlands','29','6','205-11','Print-Electronic',2019,'2019-06-03',NULL,'2019-06-03','2019-06-03','10.5555/sample.00015',NULL,NULL,'eng',0,NULL,'ppublish','PubMed-not-MEDLINE','NLM',NULL,NULL,'2019-06-03',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000015/','99000015');
INSERT INTO "articles" VALUES('99000001',1,'article','Umbilical cord mesenchymal stem cells in decompensated liver cirrhosis: protocol for a randomised, double-blind, placebo-controlled trial.',NULL,'INTRODUCTION: Decompensated liver cirrhosis has few treatments besides transplantation.

METHODS AND ANALYSIS: In this phase 1/2 trial 200 participants will be randomised to three infusions of umbilical cord mesenchymal stem cells (1 × 10(6)/kg) or saline. The primary outcome is the change in MELD score at 24 weeks.

ETHICS AND DISSEMINATION: Approved by the sample ethics committee; results will be published.

TRIAL REGISTRATION NUMBER: NCT90000001.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','33','3','107-13','Print-Electronic',2023,'2023-03-07',NULL,'2023-03-07','2023-03-07','10.5555/sample.00001',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2023-03-07','2023-03-07',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000001/','99000001');
INSERT INTO "articles" VALUES('99000014',1,'article','Cord blood stem cells cure liver cirrhosis: a controlled study in 40 patients.',NULL,'Forty patients with liver cirrhosis were given cord blood stem cells or nothing. MELD fell by 12 points in all treated patients. No adverse events were seen.','Example biomedicine letters','Example Biomed Lett','Example Biomed Lett','0000-0051','0000-0051','9900005','Netherlands','26','3','198-04','Print-Electronic',2016,'2016-03-21',NULL,'2016-03-21','2016-03-21','10.5555/sample.00014',NULL,NULL,'eng',1,'retracted','ppublish','MEDLINE','NLM','Automated','2016-03-21','2016-03-21',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000014/','99000014');
INSERT INTO "articles" VALUES('99000006',1,'article','Autologous macrophage therapy for compensated liver cirrhosis: a randomised phase 2 trial.',NULL,'Up to three infusions of autologous macrophages were compared with standard care in 51 adults with compensated cirrhosis. The difference in change of MELD at 90 days was 0.9 (95% CI -0.1 to 1.9). Over 360 days there were five severe events and three deaths with standard care, none with macrophages. Macrophage therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.','Example medical journal','Example Med J','Example Med J','0000-0035','0000-0035','9900003','England','34','1','142-48','Print-Electronic',2024,'2024-01-30',NULL,'2024-01-30','2024-01-30','10.5555/sample.00006',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2024-01-30','2024-01-30',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000006/','99000006');
INSERT INTO "articles" VALUES('99000007',1,'article','Circulating markers after macrophage therapy in liver cirrhosis: secondary analysis of a randomised trial.',NULL,'Plasma of 47 participants of a randomised trial of autologous macrophages in cirrhosis was studied for 37 proteins. Cell therapy raised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)','Example journal of hepatology','Example J Hepatol','Example J Hepatol','0000-0019','0000-0019','9900001','England','35','2','149-55','Print-Electronic',2025,'2025-02',NULL,'2025-02-15','2025-02-15','10.5555/sample.00007',NULL,NULL,'eng',0,NULL,'ppublish','MEDLINE','NLM','Automated','2025-02-15','2025-02-15',NULL,'© The invented authors.',NULL,NULL,NULL,NULL,0,'https://pubmed.ncbi.nlm.nih.gov/99000007/','99000007');
CREATE TABLE authors (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
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
    PRIMARY KEY (article_id, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "authors" VALUES('99000001',1,'author','Li','Shili','S',NULL,NULL,NULL,'Department of Hepatology, Example University Hospital.',NULL);
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
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    label TEXT,
    title TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
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
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    clock TEXT NOT NULL,                -- us_law, registry_12_months, publication_24_months
    state TEXT NOT NULL,                -- on the day it was computed
    due TEXT,
    partial INTEGER NOT NULL,           -- 1 if due rests on a date without a day
    reason TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (trial_id, clock)
) STRICT, WITHOUT ROWID;
INSERT INTO "clocks" VALUES('NCT90000001','publication_24_months','running','2028-06-30',1,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2026-06", "primary_completion_date_type": "ESTIMATED"}');
INSERT INTO "clocks" VALUES('NCT90000001','registry_12_months','running','2027-06-30',1,'any interventional study','{"primary_completion_date": "2026-06", "primary_completion_date_type": "ESTIMATED"}');
INSERT INTO "clocks" VALUES('NCT90000001','us_law','not applicable',NULL,0,'not a drug or device that the FDA regulates','{"study_type": "INTERVENTIONAL", "phase": "PHASE1|PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2022-03-15"}');
INSERT INTO "clocks" VALUES('NCT90000006','publication_24_months','met','2024-09-30',0,'2 results papers linked','{"primary_completion_date": "2022-09-30", "primary_completion_date_type": "ACTUAL", "results paper": "PMID 99000006, published 2024-01-30"}');
INSERT INTO "clocks" VALUES('NCT90000006','registry_12_months','overdue','2023-09-30',0,'any interventional study','{"primary_completion_date": "2022-09-30", "primary_completion_date_type": "ACTUAL"}');
INSERT INTO "clocks" VALUES('NCT90000006','us_law','not applicable',NULL,0,'not a drug or device that the FDA regulates','{"study_type": "INTERVENTIONAL", "phase": "PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2018-11-05"}');
INSERT INTO "clocks" VALUES('NCT90000007','publication_24_months','met late','2016-01-31',1,'1 results paper linked','{"primary_completion_date": "2014-01", "primary_completion_date_type": "ACTUAL", "results paper": "PMID 99000032, published 2017-05"}');
INSERT INTO "clocks" VALUES('NCT90000007','registry_12_months','met late','2015-01-31',1,'any interventional study','{"primary_completion_date": "2014-01", "primary_completion_date_type": "ACTUAL", "results_first_submitted": "2016-04-11", "results_first_posted": "2016-04-11"}');
INSERT INTO "clocks" VALUES('NCT90000007','us_law','not applicable',NULL,0,'completed before 18 January 2017, when only approved products were concerned','{"study_type": "INTERVENTIONAL", "phase": "PHASE1|PHASE2", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2012-03", "primary_completion_date": "2014-01", "completion_date": "2014-12"}');
INSERT INTO "clocks" VALUES('NCT90000047','publication_24_months','running','2028-07-31',1,'no results paper linked; one without the trial''s number may exist','{"primary_completion_date": "2026-07", "primary_completion_date_type": "ESTIMATED"}');
INSERT INTO "clocks" VALUES('NCT90000047','registry_12_months','running','2027-07-31',1,'any interventional study','{"primary_completion_date": "2026-07", "primary_completion_date_type": "ESTIMATED"}');
INSERT INTO "clocks" VALUES('NCT90000047','us_law','not applicable',NULL,0,'phase 1','{"study_type": "INTERVENTIONAL", "phase": "PHASE1", "is_fda_regulated_drug": "0", "is_fda_regulated_device": "0", "start_date": "2025-01-20"}');
CREATE TABLE conditions (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (trial_id, position)
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
CREATE TABLE copies (                   -- what a third party says of a record that its registry delivers
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    seen_at TEXT NOT NULL,              -- the last of them stands
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    content_digest TEXT NOT NULL,
    derived_digest TEXT NOT NULL,
    numbers TEXT CHECK (numbers IS NULL OR json_valid(numbers)),  -- the other numbers that it gives the trial; null: unread
    software TEXT,                      -- what read them
    PRIMARY KEY (source, kind, id, seen_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE corrections (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ref_type TEXT NOT NULL,
    other_pmid TEXT,
    source TEXT,
    note TEXT,
    PRIMARY KEY (article_id, position)
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
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    databank TEXT NOT NULL,
    accession TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "databanks" VALUES('99000001',1,'ClinicalTrials.gov','NCT90000001');
INSERT INTO "databanks" VALUES('99000006',1,'ClinicalTrials.gov','NCT90000006');
INSERT INTO "databanks" VALUES('99000007',1,'ClinicalTrials.gov','NCT90000006');
INSERT INTO "databanks" VALUES('99000900',1,'ClinicalTrials.gov','NCT90000006');
CREATE TABLE discrepancies (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    field TEXT NOT NULL,                -- participants, phase, randomisation, primary outcome, dates
    registry TEXT NOT NULL,             -- what the registry says, in words
    paper TEXT NOT NULL,                -- the words of the paper
    question TEXT NOT NULL,
    PRIMARY KEY (trial_id, article_id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "discrepancies" VALUES('NCT90000007','99000032','primary outcome','Incidence of adverse events','Liver progenitor cells for urea cycle disorders and Crigler-Najjar syndrome: safety in 20 children.','The abstract does not speak of the registered primary outcome: where is it reported?');
CREATE TABLE drift (
    source TEXT NOT NULL,
    path TEXT NOT NULL,                 -- a path or a term that the program does not know
    example TEXT NOT NULL,
    record_id TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;
INSERT INTO "drift" VALUES('pubmed','Identifier[@Source=ORCID]','https://orcid.org/0000-0000-0000-0010','99000001','2026-11-24T12:00:00Z');
CREATE TABLE evidence_done (            -- of which input each later step was made last
    step TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "evidence_done" VALUES('code','342806c3dc2c5a47df162dd4db6ef8e3');
INSERT INTO "evidence_done" VALUES('judgements','620a09ff7eec8d4a120330da471abb4c');
INSERT INTO "evidence_done" VALUES('link','2e0060cb81de1493f84f75c159e3bdd00ed313e3741c788168cb0c42cea030f5');
INSERT INTO "evidence_done" VALUES('relate','1eaace18648bb4c95ea9628f9736237f8791f9a50228b66b6959f71fdb7478a3');
INSERT INTO "evidence_done" VALUES('studies','e3af9cf22b8d416520b9ba66f7efd258ec07eb8a00f1a1b0e91c0cab48772945');
CREATE TABLE evidence_state (           -- which records have been read, in which form
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- of the record and of everything that reads it
    words BLOB NOT NULL,                -- zlib: one "stem<TAB>word<TAB>count" a line
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "evidence_state" VALUES('article','99000001','e74e47b5554fb92ff0b0b3550ee8ed20',X'789C4D926B6EC4200C847F0FA7D964AB4A3D0E21EEC62A8F089C567BFB1A936C1B916FC66099603261C2ECA61BFA7033E6CEDB0DFD55F7061D937BC7BBD2671F9F8D716AEB53FB5ECB3786D0AA330B355E61A49EB144CE1A1B671728467434DC5DD87C7EC0489A19B8D6AD68FDCB584E4989450897B1CC92A5162D343492952E7585E1EE56D2F49D72C3CB79215BE1D62871C665BC70C95A732DC7126124AD46B27180B169C8F9F368306A7A3F17F7ADD723085E6E14FA7A40C7E4227F53C5E0DD258A2B0C93FA46396CCF8497F3D172642B3DAB4BDF2307F9B8D933E1BFD795232D5AF794C99543F49C18D25BB4FB2A1C78C7657C965E72DF7C230C6A147DA0A5E0D2D9ED9593AF8CA1CF9E538B94A0DD7E19CDD22E71DB70AA5D7CF5792D492FED32D6EF4A0F6E5271EAD5ED4AED888221FDBB9AD73F0446B230ED11460BF55E09831A092518EE4EB6AABFC4E0E47483DCF43059F067AF3DA5929744B676BA66D3ACDD1F7C73DA508E3072B05BF921FA428726FF02C4E80B17');
INSERT INTO "evidence_state" VALUES('article','99000006','9666d53128944655841508bcdeba5d61',X'789C4D916DCEE3200C847F8F4F13D2ED2BE5385E701B240211D04ABDFDDA90ED6E02CFD80371F858B0602507A75CA12FDD7E1658777477D0E668C3A6FEB6603377BB439B230EAFD431D82C7DF592CA13979657C38D3C57C1C04A5E52C28023BF737E62502C8DD0665AEB5E9A6533183552CCD173EA55FD7F3127FBAB2FC7C91553245C8EE4864BB9AB7BA3C01F686FBA8E20DC770C5A85101F0FA99822D9DB7A2487B3C4DCF10DD47B8B1946FBEC11DF820147CFF2867547313F74DF83B1649B97744AC5E44A07FB5ACE9D9FF846823B1D9202061C65DFB7653C3FF83FD6919205031ABF8EDF5AF112475AA90926573A6B3C588F6BEA47C72BE7500E3DCFBF819ECA4A55D8EF98D439E24B0DB8C4F266373CC5F6D2F83813066D0D4D6C538323ED5A9AF5CB6FB052DFA5F21931F5835FEA54114CEAB8DD2326D73F68CECB33');
INSERT INTO "evidence_state" VALUES('article','99000007','bd13a51f8442ba69a20550693d01f1f0',X'789C4D505B6EC42010FB1E4E139655573DCE086882CA231A48D5DCBE86906A23627B3CC8916316320B69655E84A3D5F345CFCE9C399E35D0E44A0F58ADCF00AC8F5662596972392A4CEB63A401D041EC816910B79057246092AD20F516958C727C527FB50AF92B724ADC8A047A1BFA2E861F2F74E14325B652F68D57FA571E5189E51BFB8BEAB8D724FCD224ADB26D9FCB783EE85D6BB5B3B460C34EB740D1DE698F5C13D324CC529A0F9926F78F08A34707EF704138BB92867309B846894FC5F9489363FF1F5A556F4B768CB6B73A9157DBE1E0741C896DF3C27BA08B4FA4A10D47BAD0FC014150937B');
INSERT INTO "evidence_state" VALUES('article','99000014','fb1da83bc1a46c735df8227e0fae32f1',X'789C35CF610EC2200C05E0DF8FD3C8E685A6542561AB2968E2ED7D2D9A90AF2D6B5A9617649E743E8167495B798B75CC20FC7069AA05D3355DA53538DD8B6AF6D05EF14FE2528F61CAA6199B144EBDAA15046C7899205892BCE518083B77DD7C7AC05C6D54B81F56F7CA1E4C736A8C86E99A766905414E878E079C7ADC593EB7517DC32F769CD353AB5FB8BEB20B2706CC87EC0856E6AF52E17EF8CE61B20D84FC9FFC055FAD62AC');
INSERT INTO "evidence_state" VALUES('article','99000015','a1e742e9e794f22111ce2578edfa33ee',X'789C358E4B0EC3300805D78FD3E47721D7468A25374498B6CAED4B70BB99010B3FD8266C13164A6A35370C31667A349182C18532B786C046B9AAEED22BFE45C74A590E53F199E1C6F14BB420E0F54B1981854AB284C04C5CAA8962A8FB43AB6F560CAE74881F84E07DD599ACF261F8B97B98726CF869F6DE3465C3DF2BF5F43C1B827746DFE57360D03BE327023E68AF5271F3F260DB59D359317C61FE02ED1D624E');
INSERT INTO "evidence_state" VALUES('article','99000032','991931724c31f1986a64b2e8deeaa711',X'789C4D90E1AE83200C467FB74F23BA64D9E370A16A77B97429B8C4B7BF059D99C1733E8A40EAF0780CC31D86430EC7016C4C66E7A0C3E16D001B0E03A5040DC53E082BA7A894E10A56535E12297C6C953DD81603D92472118D7088B49D425B541F2A7CEC70F69C3685436485952AA92459E04AB2155BE03C9B3B29DA3CF1DBEE3C78C3EC9F4FAF706AC21CAAB5D89E3B7C678712825DD8A9FD20C904ED75F812AD3EC1A9115F2A0B65AEA2F01527542EBFD0E1B0F8992A43D76E7BCA9EA3CA1F9C6E3FA2AE167EA4305CA93564FD7AE898F04D9CA163FC072F008321');
INSERT INTO "evidence_state" VALUES('article','99000900','1af8511138dc2388a9cc0a68621a9f44',X'789C4D9261AEE3200C847F0FA709745B29C7F1829BA0251001ADD4DB3F1BB2DD8DCC3783014348162C70C6C22A17681807879BB93D1668B3E66E2161CD030FE18A55E6AE0B561D5BEF90B086C22B750C36EDBE7A4965C3A5E5D5A4A2A7CA1870C6734A1810BF53DE30C8B2D64748A8D6BA97A6BD69468D1473F4947A95FC3F4F4977F5E538A9620A872BC3B9E152EA92BD99401F486BB27760EA3B06B54288CF27574CE1ECF53C9CC35962EEF81AC9BD59134A5DF68C6FC680355B79439B35313FE5BD0763C93AEFCF06096B924CAD9874E6205FCBB9D386AF63DCCDC12960C09AECFBBA8CE781FFBD8C94CC1810FF3A7E4BC54BAC39A9473DE7A57A0229DE1893CE9C351E243739F523E3957228875CF55F2317E64C65F23B26650E7B8E6F4C19D72CB6D4804BB4DFF47798A2DB363ACE84413D68637DF3C1D1EDB219C9CAAF71A6EF5CE98C98FAC12FC954664CCAB87E744CBA1FC97CDBAA');
INSERT INTO "evidence_state" VALUES('trial','NCT90000001','991737095e809a94a1f76e839d4fcab3',X'789C4D94FD96A3200CC5FFBE3C4D6D3BDDEEE3504D2BA70A2EA033DDA7DF9B5067F61CFCE512BE62221E7040E73A7438B98ED27A0715A68ED0E68E309EA1CD9D2E60EBDC1967AE3A5FC1D6B90F7C9017E8C815EAF97DC06FDDC50F9BE48266841BF8E9B6CE2162B7EA99D243D4635642AFEBCA137C0AE50D37A59430C028E60D53C8EB8D3BFC287AA79438CBC85E1A028817752FD304437770FDE8E30346D1B1314C031AB5971882D14EEA43CE632A01BB28F8E5FA146B4EDCF16D4FF464EEA1B8B89EE154183D0F74837F818FEE36489FE64562C1B7F255069C3992C30623FB47277148357DF1BD7E54E764051BED26B1C25874F2D7E2E38066445FE39E98CF4FBC0DFB6BEC6B4811DFA2730F1E15D1D8B951165F610C3568B0E3DA431F55B38F68EC5C98979C3634A3190CB167758C12FBE6B9AF05469EA521865825479EB00BFA2D3BD6DF2877A1473F1F60EBDC247E83C26A3185BBC0A09ADF141A2F6E165FD68C666CEE2C2CA74175615CE36BC6B7E27957374F603BBAB9F4D0E7A4AAC0707431659DD64CF86B694D6B65D9D08C86B1F85C431F16ECC26B45D45F8A7FA09936B106ADD9DBEA010B8BBD8C8C7F17968F65F2BDDC1276AB1EE6D240BD3E46183AF767655C35A059FDCC33CBCFF09AB1908FF431D568E40CB18FF46D382ACC6E4133F68A992F0785465D3C936D503DF11B34EA552E7E5E261885992BFD28C34A47B3B6806770B591F3859F99812392D7198DECDDC1465B19B76758DF82ABAA70A2E24ABDF2462B5FBC30D53FB95763E7AAA66F0968F6C59575CC2268B45E62D6F4DDFE935C9716E8A34A6F6B237BCC61610958B11FE9DF17A766F175161BDBD5C9F1A6B09DDD3AF39F0463E8B9D9C56DC2C4198E6E0B5E879B6955DB42E1FFA2F1E83E459E309CA8C363AC789BEE1FEACAD1D4');
INSERT INTO "evidence_state" VALUES('trial','NCT90000006','295164044ccd14c6ef7f67bd1a077c89',X'789C4D92E1B2E2200C857F1F9EA6C53BEEF8384863CB48A10BD43BBEFD26A1751DEB7792400804060C18CDC810B5E09FB90CB88877B982BFD15C075CC5BFE1261C7013CF4D2F2A155D4802D1E725471C1ABCC4F696639E7168DE2BFE98BBF34F2846738F394FE81C8D87247957080A6BFC34FE40C1F6E2D20CA50E2D2527AE722A278652965C034EA3E26A7C8E917CC3A1A475F2BAB9822E548F08A58A439DCCBB7034B5C2473A7534937B83FF95EB4F54C20B4A9E6C0DBD28352865C507D7CBBF3884FD4204C568664E49E8B4662E79DFD069CD429B6B50861664A5E8EE14D1694DA4FDE9B68578DF01DF8EEC29860741C169BC7C41E7C5ACCE97BC2D6EC6C7E24903C79B5FD069C5DB0B94DAA8955C95800A49859526EEB5D2459D112728782CA7ECDF0D8712974D399DEFE2BFA99795B9CF505893F7C68D4717D93B5F8BE3EB8AF818D66CDC69392A4E43EBF341F8F5755AF3777791BB86AE6F1E2FE47399708835DCE5068194A96EDD2294B2D9EA179A760E74D5199C46E864EF01FE589B4B93E3F53E86E518B996FBED7DD9C71DD6161E9C2C4C547B649F02846FC9DECB8B5F53173D58734FEE4D277B72DE2DA0EB1B3F1CE153CC8B1CE7CBE499C5A5BA45C76FF1CB9438EF69250D9F96440357EBB4E6452141319A57A8A1A1D3FE03741E5A63');
INSERT INTO "evidence_state" VALUES('trial','NCT90000007','ddc48fe6b1e0408375b841ce60122349',X'789C4D53D172E3200C7C5EBE263897DCFD0EC14A4C83C18371DAF4EBBB0227BD19CFEE4A164292650B0B6BEC01FA183B401F33A0E101C3A1B10A55279C140F38A975C699E8C62D5674FC43EB21654527C1602E31E7111DADF1AE4E52D1498A7A244628ACF867FC14E25824E12D06E3F3940B8F74A25DC22DF2E88B8FC63F3D531084C628253CD05046B5C32A6E45272D882A97119DDAF9312757D150B44849DFCF190D45CD87A48A862BCF5F5D885B4127BDF19A63CC9FD8C99A1B6F4EE868CD248B5BDDBC44BC95E0AF69EDE7986F78ABBC69FA697271F1D889F636BB848E4713920F231A4AF25A5D48579E6BD8FA0D89E9B49F9708EC2B32F07E039FA389EE22111D075AFE0E85952191351774B4D6CC9C183BED241A304B75971CB173D002E71023EFC08B19C555085E87F6564C3898E43E3E5CC14E47937299595AA7F0DD669F174EADC160F2567D9ED1497B5D9C8CC1D5829768052CAED4C03C3BC7A7FAA4F8AD72642F213A5D66E00E696827C6957C93146A66CE5F79567F12746C51EB22BEE2253821BA8B4B23EBEBD4EA571F078E8ED614F1BA6B3BF12D7B818276B3BAABD480465A73DF927D43F8DA4FC29F0A3B3757DD461E203E39BEF599C6C2FB77D655ACEECEC975B4A64EBCEA36E99DFF49FA59F1AADB48FF5B7294FA465C9DF5CBFD2A6BF8F11D1A1CCD43424283C13CC21A2A3A0EE673CAFCBF3A5AF3852FD81FF0256D9A');
INSERT INTO "evidence_state" VALUES('trial','NCT90000047','85c41a7597ad172c80c3ab2dd39658f1',X'789C4D916B72C3200C847F2FA7A9DD34F72158B1991A93E19134B7EF4AA48F19F3AD581B49C8D31B263E6EC64C9E7126FD729752314430BB0B2EB42F7BCE0B06271764DFA1A838B9104BD9728DF8092A4F859C6E7254BCD43759CC2D0B0C27B748897718ED9DDCE568306A826BDEF7FCC04B26B7F2B3038393DBE4E61B8CB1B1209D1EA06B72F1087181518E20E65C7B85316636F54EA715AFA97E82DC35C9E70A3E934BE26B2F1822D59CB24261BD26A94CBD3D137E23BF336DAA01BA3E34AA304C2EF7C6316088F653C466F09299FB35D656F052DE49BB54FF26BCE6102B5C98040A4D53FD555A84C993D5AB4FB71D467B1D36593A8DA166C52FE89A5D6D9260E0B9D617A6219FFCA6F94FCE6590BB8DD5D64DCBFE0BE947DE44A1176C85FD25FD7D7F11DD4786AED9F1B7741D4A4F97B8C31803077672F75863C3E0FC0DFE3FD65A');
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
INSERT INTO "facets" VALUES('article','99000001',0,'product','UC-MSC','umbilical-cord MSC',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,37,'Umbilical cord mesenchymal stem cells');
INSERT INTO "facets" VALUES('article','99000001',1,'stage','decompensated','decompensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'title',41,54,'decompensated');
INSERT INTO "facets" VALUES('article','99000001',2,'outcome_scale','MELD','MELD',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',294,298,'MELD');
INSERT INTO "facets" VALUES('article','99000001',3,'cell_source','umbilical_cord','umbilical cord',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,14,'Umbilical cord');
INSERT INTO "facets" VALUES('article','99000001',4,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,'inferred from umbilical cord',NULL,'title',0,14,'Umbilical cord');
INSERT INTO "facets" VALUES('article','99000001',5,'dose','1e6 cells/kg','1e6 cells/kg',1000000.0,1000000.0,'cells/kg',NULL,NULL,'as written','abstract',232,244,'1 × 10(6)/kg');
INSERT INTO "facets" VALUES('article','99000001',6,'infusions','3','3',3.0,3.0,NULL,NULL,NULL,NULL,'abstract',174,189,'three infusions');
INSERT INTO "facets" VALUES('article','99000006',0,'product','macrophage','macrophages',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,21,'Autologous macrophage');
INSERT INTO "facets" VALUES('article','99000006',1,'stage','compensated','compensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'title',34,51,'compensated liver');
INSERT INTO "facets" VALUES('article','99000006',2,'outcome_scale','MELD','MELD',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',150,154,'MELD');
INSERT INTO "facets" VALUES('article','99000006',3,'outcome_scale','mortality','mortality',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',250,256,'deaths');
INSERT INTO "facets" VALUES('article','99000006',4,'donor','autologous','autologous',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,10,'Autologous');
INSERT INTO "facets" VALUES('article','99000006',5,'infusions','3','3',3.0,3.0,NULL,NULL,NULL,NULL,'abstract',6,21,'three infusions');
INSERT INTO "facets" VALUES('article','99000007',0,'product','macrophage','macrophages',NULL,NULL,NULL,NULL,NULL,NULL,'title',26,44,'macrophage therapy');
INSERT INTO "facets" VALUES('article','99000007',1,'stage','cirrhosis','cirrhosis, stage not stated',NULL,NULL,NULL,NULL,NULL,NULL,'title',54,63,'cirrhosis');
INSERT INTO "facets" VALUES('article','99000007',2,'donor','autologous','autologous',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',51,61,'autologous');
INSERT INTO "facets" VALUES('article','99000014',0,'product','SC','stem cells, type not stated',NULL,NULL,NULL,NULL,NULL,NULL,'title',11,21,'stem cells');
INSERT INTO "facets" VALUES('article','99000014',1,'stage','cirrhosis','cirrhosis, stage not stated',NULL,NULL,NULL,NULL,NULL,NULL,'title',33,42,'cirrhosis');
INSERT INTO "facets" VALUES('article','99000014',2,'outcome_scale','MELD','MELD',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',81,85,'MELD');
INSERT INTO "facets" VALUES('article','99000014',3,'outcome_scale','adverse_events','adverse events',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',132,146,'adverse events');
INSERT INTO "facets" VALUES('article','99000014',4,'cell_source','cord_blood','cord blood',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,10,'Cord blood');
INSERT INTO "facets" VALUES('article','99000014',5,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,'inferred from cord blood',NULL,'title',0,10,'Cord blood');
INSERT INTO "facets" VALUES('article','99000014',6,'sample_size','40','n = 40',40.0,40.0,'people',NULL,NULL,NULL,'title',66,77,'40 patients');
INSERT INTO "facets" VALUES('article','99000015',0,'product','SC','stem cells, type not stated',NULL,NULL,NULL,NULL,NULL,NULL,'title',23,33,'stem cells');
INSERT INTO "facets" VALUES('article','99000015',1,'stage','cirrhosis','cirrhosis, stage not stated',NULL,NULL,NULL,NULL,NULL,NULL,'title',45,54,'cirrhosis');
INSERT INTO "facets" VALUES('article','99000015',2,'cell_source','cord_blood','cord blood',NULL,NULL,NULL,NULL,NULL,NULL,'title',12,22,'Cord blood');
INSERT INTO "facets" VALUES('article','99000015',3,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,'inferred from cord blood',NULL,'title',12,22,'Cord blood');
INSERT INTO "facets" VALUES('article','99000032',0,'product','hepatic-progenitor','hepatic progenitor or hepatocyte-like cells',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,22,'Liver progenitor cells');
INSERT INTO "facets" VALUES('article','99000032',1,'aetiology','hereditary','hereditary or metabolic',NULL,NULL,NULL,NULL,NULL,NULL,'title',27,37,'urea cycle');
INSERT INTO "facets" VALUES('article','99000032',2,'route','portal_vein','portal vein',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',61,72,'portal vein');
INSERT INTO "facets" VALUES('article','99000032',3,'cell_source','adult_liver','adult liver',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,22,'Liver progenitor cells');
INSERT INTO "facets" VALUES('article','99000032',4,'sample_size','20','n = 20',20.0,20.0,'people',NULL,NULL,NULL,'title',87,98,'20 children');
INSERT INTO "facets" VALUES('article','99000900',0,'product','macrophage','macrophages',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,21,'Autologous macrophage');
INSERT INTO "facets" VALUES('article','99000900',1,'stage','compensated','compensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'title',34,51,'compensated liver');
INSERT INTO "facets" VALUES('article','99000900',2,'outcome_scale','MELD','MELD',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',150,154,'MELD');
INSERT INTO "facets" VALUES('article','99000900',3,'outcome_scale','mortality','mortality',NULL,NULL,NULL,NULL,NULL,NULL,'abstract',250,256,'deaths');
INSERT INTO "facets" VALUES('article','99000900',4,'donor','autologous','autologous',NULL,NULL,NULL,NULL,NULL,NULL,'title',0,10,'Autologous');
INSERT INTO "facets" VALUES('article','99000900',5,'dose','2e6 cells/kg','2e6 cells/kg',2000000.0,2000000.0,'cells/kg',NULL,NULL,'as written','abstract',412,429,'2 × 10^6 cells/kg');
INSERT INTO "facets" VALUES('article','99000900',6,'infusions','3','3',3.0,3.0,NULL,NULL,NULL,NULL,'abstract',6,21,'three infusions');
INSERT INTO "facets" VALUES('trial','NCT90000001',0,'product','UC-MSC','umbilical-cord MSC',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',34,71,'Umbilical Cord Mesenchymal Stem Cells');
INSERT INTO "facets" VALUES('trial','NCT90000001',1,'aetiology','HBV','hepatitis B',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[2]',0,11,'Hepatitis B');
INSERT INTO "facets" VALUES('trial','NCT90000001',2,'stage','decompensated','decompensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',89,102,'Decompensated');
INSERT INTO "facets" VALUES('trial','NCT90000001',3,'outcome_scale','MELD','MELD',NULL,NULL,NULL,'168',NULL,NULL,'outcomes.primary[1].measure',10,14,'MELD');
INSERT INTO "facets" VALUES('trial','NCT90000001',4,'outcome_scale','adverse_events','adverse events',NULL,NULL,NULL,'336',NULL,NULL,'outcomes.primary[2].measure',13,27,'adverse events');
INSERT INTO "facets" VALUES('trial','NCT90000001',5,'outcome_scale','Child-Pugh','Child-Pugh',NULL,NULL,NULL,'90|180|360',NULL,NULL,'outcomes.secondary[1].measure',0,10,'Child-Pugh');
INSERT INTO "facets" VALUES('trial','NCT90000001',6,'outcome_scale','albumin','albumin',NULL,NULL,NULL,'7|14|28|84|168',NULL,NULL,'outcomes.secondary[2].measure',6,13,'albumin');
INSERT INTO "facets" VALUES('trial','NCT90000001',7,'outcome_scale','bilirubin','bilirubin',NULL,NULL,NULL,'28|84|168',NULL,NULL,'outcomes.secondary[3].measure',6,15,'bilirubin');
INSERT INTO "facets" VALUES('trial','NCT90000001',8,'outcome_scale','INR','INR',NULL,NULL,NULL,'168',NULL,NULL,'outcomes.secondary[4].measure',0,30,'International normalized ratio');
INSERT INTO "facets" VALUES('trial','NCT90000001',9,'outcome_scale','QoL','quality of life',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[5].measure',0,15,'Quality of life');
INSERT INTO "facets" VALUES('trial','NCT90000001',10,'outcome_scale','SF-36','SF-36',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[5].measure',17,22,'SF-36');
INSERT INTO "facets" VALUES('trial','NCT90000001',11,'outcome_scale','CLDQ','CLDQ',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[5].description',35,39,'CLDQ');
INSERT INTO "facets" VALUES('trial','NCT90000001',12,'time_point','168','day 168',168.0,168.0,'days','168',NULL,'24 weeks; a month is 30 days, a year 365','outcomes.primary[1].time_frame',0,8,'24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',13,'time_point','336','day 336',336.0,336.0,'days','336',NULL,'48 weeks; a month is 30 days, a year 365','outcomes.primary[2].time_frame',0,8,'48 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',14,'time_point','90','day 90',90.0,90.0,'days','90',NULL,'3 months; a month is 30 days, a year 365','outcomes.secondary[1].time_frame',0,18,'3, 6 and 12 months');
INSERT INTO "facets" VALUES('trial','NCT90000001',15,'time_point','180','day 180',180.0,180.0,'days','180',NULL,'6 months; a month is 30 days, a year 365','outcomes.secondary[1].time_frame',0,18,'3, 6 and 12 months');
INSERT INTO "facets" VALUES('trial','NCT90000001',16,'time_point','360','day 360',360.0,360.0,'days','360',NULL,'12 months; a month is 30 days, a year 365','outcomes.secondary[1].time_frame',0,18,'3, 6 and 12 months');
INSERT INTO "facets" VALUES('trial','NCT90000001',17,'time_point','7','day 7',7.0,7.0,'days','7',NULL,'1 weeks; a month is 30 days, a year 365','outcomes.secondary[2].time_frame',10,31,'1, 2, 4, 12, 24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',18,'time_point','14','day 14',14.0,14.0,'days','14',NULL,'2 weeks; a month is 30 days, a year 365','outcomes.secondary[2].time_frame',10,31,'1, 2, 4, 12, 24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',19,'time_point','28','day 28',28.0,28.0,'days','28',NULL,'4 weeks; a month is 30 days, a year 365','outcomes.secondary[2].time_frame',10,31,'1, 2, 4, 12, 24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',20,'time_point','84','day 84',84.0,84.0,'days','84',NULL,'12 weeks; a month is 30 days, a year 365','outcomes.secondary[2].time_frame',10,31,'1, 2, 4, 12, 24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000001',21,'route','peripheral_vein','peripheral vein (intravenous)',NULL,NULL,NULL,NULL,NULL,NULL,'arms[0].description',68,80,'cubital vein');
INSERT INTO "facets" VALUES('trial','NCT90000001',22,'cell_source','umbilical_cord','umbilical cord',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',34,48,'Umbilical Cord');
INSERT INTO "facets" VALUES('trial','NCT90000001',23,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,'inferred from umbilical cord',NULL,'official_title',34,48,'Umbilical Cord');
INSERT INTO "facets" VALUES('trial','NCT90000001',24,'dose','1e6 cells/kg','1e6 cells/kg',1000000.0,1000000.0,'cells/kg',NULL,NULL,'as written','arms[0].description',9,26,'1 × 10^6 cells/kg');
INSERT INTO "facets" VALUES('trial','NCT90000001',25,'infusions','3','3',3.0,3.0,NULL,NULL,NULL,NULL,'arms[0].description',82,97,'three infusions');
INSERT INTO "facets" VALUES('trial','NCT90000001',26,'interval','28 days','28 days',28.0,28.0,'days','28',NULL,NULL,'arms[0].description',98,117,'at 4-week intervals');
INSERT INTO "facets" VALUES('trial','NCT90000001',27,'dose_total','3e6 cells/kg','3e6 cells/kg',3000000.0,3000000.0,'cells/kg',NULL,'computed: dose × infusions','1e6 cells/kg × 3 infusions','arms[0].description',9,26,'1 × 10^6 cells/kg');
INSERT INTO "facets" VALUES('trial','NCT90000006',0,'product','macrophage','macrophages',NULL,NULL,NULL,NULL,NULL,NULL,'brief_title',0,18,'Macrophage Therapy');
INSERT INTO "facets" VALUES('trial','NCT90000006',1,'aetiology','alcohol','alcohol',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[1]',0,19,'Alcoholic Cirrhosis');
INSERT INTO "facets" VALUES('trial','NCT90000006',2,'aetiology','MASH','MASH / NASH / fatty liver',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[2]',0,28,'Nonalcoholic Steatohepatitis');
INSERT INTO "facets" VALUES('trial','NCT90000006',3,'aetiology','HCV','hepatitis C',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[3]',0,19,'Chronic Hepatitis C');
INSERT INTO "facets" VALUES('trial','NCT90000006',4,'stage','compensated','compensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',33,50,'Compensated Liver');
INSERT INTO "facets" VALUES('trial','NCT90000006',5,'outcome_scale','MELD','MELD',NULL,NULL,NULL,'90',NULL,NULL,'outcomes.primary[1].measure',10,14,'MELD');
INSERT INTO "facets" VALUES('trial','NCT90000006',6,'outcome_scale','survival','survival',NULL,NULL,NULL,'360',NULL,NULL,'outcomes.secondary[1].measure',0,15,'Transplant-free');
INSERT INTO "facets" VALUES('trial','NCT90000006',7,'outcome_scale','stiffness','liver stiffness',NULL,NULL,NULL,'90|180|360',NULL,NULL,'outcomes.secondary[2].measure',0,15,'Liver stiffness');
INSERT INTO "facets" VALUES('trial','NCT90000006',8,'outcome_scale','QoL','quality of life',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[3].measure',0,15,'Quality of life');
INSERT INTO "facets" VALUES('trial','NCT90000006',9,'outcome_scale','SF-36','SF-36',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[3].measure',17,22,'SF-36');
INSERT INTO "facets" VALUES('trial','NCT90000006',10,'outcome_scale','CLDQ','CLDQ',NULL,NULL,NULL,'180',NULL,NULL,'outcomes.secondary[3].description',35,39,'CLDQ');
INSERT INTO "facets" VALUES('trial','NCT90000006',11,'time_point','90','day 90',90.0,90.0,'days','90',NULL,'90 days; a month is 30 days, a year 365','outcomes.primary[1].time_frame',0,7,'90 days');
INSERT INTO "facets" VALUES('trial','NCT90000006',12,'time_point','360','day 360',360.0,360.0,'days','360',NULL,'360 days; a month is 30 days, a year 365','outcomes.secondary[1].time_frame',0,8,'360 days');
INSERT INTO "facets" VALUES('trial','NCT90000006',13,'time_point','180','day 180',180.0,180.0,'days','180',NULL,'6 months; a month is 30 days, a year 365','outcomes.secondary[2].time_frame',0,15,'3, 6, 12 months');
INSERT INTO "facets" VALUES('trial','NCT90000006',14,'route','peripheral_vein','peripheral vein (intravenous)',NULL,NULL,NULL,NULL,NULL,NULL,'detailed_description',85,100,'peripheral vein');
INSERT INTO "facets" VALUES('trial','NCT90000006',15,'cell_source','peripheral_blood','peripheral blood',NULL,NULL,NULL,NULL,NULL,NULL,'arms[0].description',40,53,'leukapheresis');
INSERT INTO "facets" VALUES('trial','NCT90000006',16,'donor','autologous','autologous',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',0,10,'Autologous');
INSERT INTO "facets" VALUES('trial','NCT90000006',17,'dose','1e9 cells','1e9 cells',1000000000.0,1000000000.0,'cells',NULL,NULL,'as written','arms[0].description',6,33,'10^9 autologous macrophages');
INSERT INTO "facets" VALUES('trial','NCT90000007',0,'product','hepatic-progenitor','hepatic progenitor or hepatocyte-like cells',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',90,112,'Liver Progenitor Cells');
INSERT INTO "facets" VALUES('trial','NCT90000007',1,'aetiology','hereditary','hereditary or metabolic',NULL,NULL,NULL,NULL,NULL,NULL,'brief_title',23,33,'Urea Cycle');
INSERT INTO "facets" VALUES('trial','NCT90000007',2,'stage','liver_failure','liver failure',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',128,141,'Liver Failure');
INSERT INTO "facets" VALUES('trial','NCT90000007',3,'outcome_scale','adverse_events','adverse events',NULL,NULL,NULL,'360',NULL,NULL,'outcomes.primary[1].measure',13,27,'adverse events');
INSERT INTO "facets" VALUES('trial','NCT90000007',4,'outcome_scale','INR','INR',NULL,NULL,NULL,'168',NULL,NULL,'outcomes.secondary[1].measure',0,30,'International normalized ratio');
INSERT INTO "facets" VALUES('trial','NCT90000007',5,'time_point','360','day 360',360.0,360.0,'days','360',NULL,'12 months; a month is 30 days, a year 365','outcomes.primary[1].time_frame',0,9,'12 months');
INSERT INTO "facets" VALUES('trial','NCT90000007',6,'time_point','168','day 168',168.0,168.0,'days','168',NULL,'24 weeks; a month is 30 days, a year 365','outcomes.secondary[1].time_frame',0,8,'24 weeks');
INSERT INTO "facets" VALUES('trial','NCT90000007',7,'route','portal_vein','portal vein',NULL,NULL,NULL,NULL,NULL,NULL,'brief_summary',73,84,'portal vein');
INSERT INTO "facets" VALUES('trial','NCT90000007',8,'cell_source','adult_liver','adult liver',NULL,NULL,NULL,NULL,NULL,NULL,'official_title',90,112,'Liver Progenitor Cells');
INSERT INTO "facets" VALUES('trial','NCT90000007',9,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,NULL,NULL,'brief_summary',28,35,'donated');
INSERT INTO "facets" VALUES('trial','NCT90000007',10,'dose','1.25e7 cells/kg','1.25e7 cells/kg',12500000.0,12500000.0,'cells/kg',NULL,'outside 1e5–1e7 cells/kg','as written','arms[0].description',11,31,'12.5 x 10^6 cells/kg');
INSERT INTO "facets" VALUES('trial','NCT90000007',11,'dose','5e7–2e8 cells/kg','5e7–2e8 cells/kg',50000000.0,200000000.0,'cells/kg',NULL,'outside 1e5–1e7 cells/kg','million = 1e6','arms[1].description',11,37,'50 to 200 million cells/kg');
INSERT INTO "facets" VALUES('trial','NCT90000047',0,'product','UC-MSC','umbilical-cord MSC',NULL,NULL,NULL,NULL,NULL,NULL,'brief_title',19,25,'UC-MSC');
INSERT INTO "facets" VALUES('trial','NCT90000047',1,'aetiology','HBV','hepatitis B',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[1]',0,11,'Hepatitis B');
INSERT INTO "facets" VALUES('trial','NCT90000047',2,'stage','compensated','compensated cirrhosis',NULL,NULL,NULL,NULL,NULL,NULL,'conditions[0]',0,21,'Compensated Cirrhosis');
INSERT INTO "facets" VALUES('trial','NCT90000047',3,'outcome_scale','adverse_events','adverse events',NULL,NULL,NULL,'360',NULL,NULL,'outcomes.primary[1].measure',13,27,'adverse events');
INSERT INTO "facets" VALUES('trial','NCT90000047',4,'time_point','360','day 360',360.0,360.0,'days','360',NULL,'12 months; a month is 30 days, a year 365','outcomes.primary[1].time_frame',0,9,'12 months');
INSERT INTO "facets" VALUES('trial','NCT90000047',5,'route','peripheral_vein','peripheral vein (intravenous)',NULL,NULL,NULL,NULL,NULL,NULL,'detailed_description',85,96,'intravenous');
INSERT INTO "facets" VALUES('trial','NCT90000047',6,'cell_source','umbilical_cord','umbilical cord',NULL,NULL,NULL,NULL,NULL,NULL,'brief_title',19,25,'UC-MSC');
INSERT INTO "facets" VALUES('trial','NCT90000047',7,'donor','allogeneic','allogeneic',NULL,NULL,NULL,NULL,'inferred from umbilical cord',NULL,'brief_title',19,25,'UC-MSC');
INSERT INTO "facets" VALUES('trial','NCT90000047',8,'dose','2e6 cells/kg','2e6 cells/kg',2000000.0,2000000.0,'cells/kg',NULL,NULL,'as written','arms[0].description',0,11,'2 × 10^6/kg');
INSERT INTO "facets" VALUES('trial','NCT90000047',9,'infusions','6','6',6.0,6.0,NULL,NULL,NULL,NULL,'brief_summary',10,23,'six infusions');
CREATE TABLE grants (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    grant_id TEXT,
    acronym TEXT,
    agency TEXT,
    country TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "grants" VALUES('99000006',1,'SAMPLE/15/1','MRC_','Sample Research Council','United Kingdom');
INSERT INTO "grants" VALUES('99000900',1,'SAMPLE/15/1','MRC_','Sample Research Council','United Kingdom');
CREATE TABLE interventions (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    name TEXT,
    description TEXT,
    other_names TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "interventions" VALUES('NCT90000001',1,'BIOLOGICAL','Umbilical cord mesenchymal stem cells','Umbilical cord-derived mesenchymal stem cells','UC-MSC|hUC-MSCs');
INSERT INTO "interventions" VALUES('NCT90000001',2,'OTHER','Placebo',NULL,NULL);
INSERT INTO "interventions" VALUES('NCT90000006',1,'BIOLOGICAL','Autologous macrophages','CD14+ monocyte-derived autologous macrophages (autologous)',NULL);
INSERT INTO "interventions" VALUES('NCT90000007',1,'BIOLOGICAL','Adult human liver-derived progenitor cells','Heterologous human adult liver-derived progenitor cells','HHALPC|HepaSample');
INSERT INTO "interventions" VALUES('NCT90000047',1,'BIOLOGICAL','Umbilical cord mesenchymal stem cells','Umbilical cord-derived mesenchymal stem cells','UC-MSC|hUC-MSCs');
CREATE TABLE investigators (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    last_name TEXT,
    fore_name TEXT,
    initials TEXT,
    suffix TEXT,
    orcid TEXT,
    affiliation TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE keywords (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    owner TEXT,
    keyword TEXT NOT NULL,
    major INTEGER NOT NULL,
    PRIMARY KEY (article_id, position)
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
    trial_id TEXT NOT NULL,
    article_id TEXT NOT NULL,
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
    PRIMARY KEY (trial_id, article_id, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO "links" VALUES('NCT90000001','99000001','databank','protocol','names the trial; a protocol by its Clinical Trial Protocol',1.0,0,2,'NCT90000001','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000001','99000001','nct_in_abstract','protocol','names the trial; a protocol by its Clinical Trial Protocol',1.0,0,2,'ics committee; results will be published. TRIAL REGISTRATION NUMBER: NCT90000001.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000001','99000001','registry_derived','protocol','names the trial; a protocol by its Clinical Trial Protocol',1.0,0,2,'Sample article 99000001. Example J Hepatol.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000006','databank','results','the registry lists it as a result, and the paper names the trial',1.0,0,3,'NCT90000006','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000006','nct_in_abstract','results','the registry lists it as a result, and the paper names the trial',1.0,0,3,'therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000006','registry_result','results','the registry lists it as a result, and the paper names the trial',1.0,0,3,'Sample article 99000006. Example J Hepatol.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000007','databank','derived','names the trial; a secondary analysis (secondary analysis)',1.0,0,2,'NCT90000006','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000007','nct_in_abstract','derived','names the trial; a secondary analysis (secondary analysis)',1.0,0,2,'ised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000007','registry_derived','derived','names the trial; a secondary analysis (secondary analysis)',1.0,0,2,'Sample article 99000007. Example J Hepatol.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000900','databank','results','names the trial as its own and reports on participants (randomised phase 2 trial)',1.0,0,2,'NCT90000006','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000006','99000900','nct_in_abstract','results','names the trial as its own and reports on participants (randomised phase 2 trial)',1.0,0,2,'therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 10^6 cells/kg.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
INSERT INTO "links" VALUES('NCT90000007','99000032','nct_in_abstract','results','names the trial as its own and reports on participants (were infused; 20 children)',1.0,0,1,'ndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',NULL);
CREATE TABLE locations (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    facility TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    status TEXT,
    PRIMARY KEY (trial_id, position)
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
CREATE TABLE membership_gaps (          -- times in which a record did not match a search that it matched
    kind TEXT NOT NULL,                 -- before and after; the last such time stands in memberships
    record_id TEXT NOT NULL,
    search TEXT NOT NULL,
    source TEXT NOT NULL,
    left_on TEXT NOT NULL,
    back_on TEXT NOT NULL
) STRICT;
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
INSERT INTO "mentions" VALUES('article','99000001',0,'nct','NCT90000001','abstract',441,452,'ics committee; results will be published. TRIAL REGISTRATION NUMBER: NCT90000001.',1);
INSERT INTO "mentions" VALUES('article','99000001',1,'nct','NCT90000001','databanks[0]',0,11,'NCT90000001',1);
INSERT INTO "mentions" VALUES('article','99000006',0,'nct','NCT90000006','abstract',381,392,'therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006.',1);
INSERT INTO "mentions" VALUES('article','99000006',1,'nct','NCT90000006','databanks[0]',0,11,'NCT90000006',1);
INSERT INTO "mentions" VALUES('article','99000007',0,'nct','NCT90000006','abstract',201,212,'ised anti-inflammatory and matrix-remodelling proteins up to day 30. (NCT90000006)',1);
INSERT INTO "mentions" VALUES('article','99000007',1,'nct','NCT90000006','databanks[0]',0,11,'NCT90000006',1);
INSERT INTO "mentions" VALUES('article','99000032',0,'nct','NCT90000007','abstract',204,215,'ndrome at risk of liver failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.',1);
INSERT INTO "mentions" VALUES('article','99000032',1,'eudract','2011-099007-40','abstract',225,239,'er failure. One portal vein thrombosis occurred. NCT90000007; EudraCT 2011-099007-40.',1);
INSERT INTO "mentions" VALUES('article','99000900',0,'nct','NCT90000006','abstract',381,392,'therapy did not reach its primary endpoint. ClinicalTrials.gov number NCT90000006. Patients received 2 × 10^6 cells/kg.',1);
INSERT INTO "mentions" VALUES('article','99000900',1,'nct','NCT90000006','databanks[0]',0,11,'NCT90000006',1);
INSERT INTO "mentions" VALUES('trial','NCT90000001',0,'chictr','ChiCTR2200099001','trial_ids[1]',0,16,'ChiCTR2200099001',1);
INSERT INTO "mentions" VALUES('trial','NCT90000006',0,'isrctn','ISRCTN99000006','trial_ids[1]',0,14,'ISRCTN99000006',1);
INSERT INTO "mentions" VALUES('trial','NCT90000006',1,'eudract','2018-099006-11','trial_ids[2]',0,14,'2018-099006-11',1);
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
, withdrawn INTEGER) STRICT;
INSERT INTO "mesh_terms" VALUES('D000328','Adult','A person of 19 to 44 years.','M01.060.116',NULL);
INSERT INTO "mesh_terms" VALUES('D000818','Animals',NULL,'B01.050',NULL);
INSERT INTO "mesh_terms" VALUES('D017690','Cell Transplantation','Transfer of living cells into a body.','E02.095.147.500|E04.936.225',NULL);
INSERT INTO "mesh_terms" VALUES('D033581','Stem Cell Transplantation','Transfer of stem cells from one place or person to another.','E02.095.147.500.500|E04.936.225.687',NULL);
INSERT INTO "mesh_terms" VALUES('D000368','Aged','A person of 65 to 79 years.','M01.060.116.100',NULL);
INSERT INTO "mesh_terms" VALUES('D003414','Crigler-Najjar Syndrome','An inherited lack of the enzyme that makes bilirubin soluble.','C16.320.565.300.281|C18.452.648.300.281',NULL);
INSERT INTO "mesh_terms" VALUES('D004311','Double-Blind Method','A study in which neither those treated nor those judging know who gets what.','E05.318.370.300|E05.581.500.300|N05.715.360.325.320|N06.850.520.445.300',NULL);
INSERT INTO "mesh_terms" VALUES('D005234','Fatty Liver','More fat in the liver cells than they should hold.','C06.552.241',NULL);
INSERT INTO "mesh_terms" VALUES('D005355','Fibrosis','Formation of scar tissue in any organ.','C23.550.355',NULL);
INSERT INTO "mesh_terms" VALUES('D006509','Hepatitis B','Infection of the liver with the hepatitis B virus.','C01.221.250.500|C01.925.256.430.400|C01.925.440.435|C06.552.380.705.437',NULL);
INSERT INTO "mesh_terms" VALUES('D006525','Hepatitis, Viral, Human','Infection of the human liver by one of the hepatitis viruses.','C01.925.440|C06.552.380.705',NULL);
INSERT INTO "mesh_terms" VALUES('D006801','Humans',NULL,'B01.050.150.900.649.313.988.400.112.400.400',NULL);
INSERT INTO "mesh_terms" VALUES('D008103','Liver Cirrhosis','The common end of long-lasting liver damage: scar tissue divides the organ into nodules and its vessels are distorted.','C06.552.630|C23.550.355.412',NULL);
INSERT INTO "mesh_terms" VALUES('D008104','Liver Cirrhosis, Alcoholic','CIRRHOSIS that follows years of heavy drinking.','C06.552.630.380|C06.552.645.590|C23.550.355.412.380|C25.775.100.087.645.550',NULL);
INSERT INTO "mesh_terms" VALUES('D008107','Liver Diseases','Any disorder of the LIVER, whatever its cause or course.','C06.552',NULL);
INSERT INTO "mesh_terms" VALUES('D008264','Macrophages','Large white cells of the tissues that take up debris and microbes.','A11.329.372|A11.627.482|A11.733.397|A15.382.670.522|A15.382.680.397',NULL);
INSERT INTO "mesh_terms" VALUES('D011169','Portal Vein','The vein that brings blood from the gut to the liver.','A07.015.908.670.567',NULL);
INSERT INTO "mesh_terms" VALUES('D014182','Transplantation, Autologous','Transplantation where donor and recipient are the same person.','E04.936.664',NULL);
INSERT INTO "mesh_terms" VALUES('D014470','Umbilical Cord','The cord between placenta and fetus.','A16.378.693',NULL);
INSERT INTO "mesh_terms" VALUES('D017093','Liver Failure','A liver that can no longer make, clear and detoxify what the body needs it to.','C06.552.308.500',NULL);
INSERT INTO "mesh_terms" VALUES('D019698','Hepatitis C, Chronic','Infection with the hepatitis C virus that has lasted for more than six months.','C01.221.250.750.120|C01.925.440.440.120|C01.925.782.350.350.120|C06.552.380.350.120|C06.552.380.705.440.120|C23.550.291.500.477.750',NULL);
INSERT INTO "mesh_terms" VALUES('D036101','Cord Blood Stem Cell Transplantation','Transfer of stem cells from the blood of the umbilical cord.','E02.095.147.500.500.312|E04.936.225.687.312',NULL);
INSERT INTO "mesh_terms" VALUES('D045164','Mesenchymal Stem Cell Transplantation','Transfer of MESENCHYMAL STEM CELLS, the patient''s own or a donor''s.','E02.095.147.500.500.625|E04.936.225.687.625',NULL);
INSERT INTO "mesh_terms" VALUES('D056806','Urea Cycle Disorders, Inborn','Inherited defects of the enzymes that turn ammonia into urea.','C10.228.140.163.100.937|C16.320.565.100.940|C16.320.565.189.937|C18.452.132.100.937|C18.452.648.100.940|C18.452.648.189.937',NULL);
INSERT INTO "mesh_terms" VALUES('D064987','Cell- and Tissue-Based Therapy','Treatment with living cells or tissues.','E02.095.147',NULL);
INSERT INTO "mesh_terms" VALUES('D065626','Non-alcoholic Fatty Liver Disease','Fat in the liver of people who drink little or nothing, with or without inflammation.','C06.552.241.519',NULL);
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
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT,
    affiliation TEXT,
    role TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "officials" VALUES('NCT90000001',1,'Li Shili, MD','Example University Hospital','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000006',1,'Hugo Exemplar, MD','Imaginary Liver Trials Network','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000007',1,'Ines Ejemplo, MD','Invented Cell Therapies Ltd','PRINCIPAL_INVESTIGATOR');
INSERT INTO "officials" VALUES('NCT90000047',1,'Li Shili, MD','Example University Hospital','PRINCIPAL_INVESTIGATOR');
CREATE TABLE outcomes (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    measure TEXT,
    description TEXT,
    time_frame TEXT,
    PRIMARY KEY (trial_id, kind, position)
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
    body BLOB NOT NULL,                 -- packed: Zstandard, at first zlib
    size INTEGER NOT NULL               -- bytes before compression
) STRICT;
INSERT INTO "raw" VALUES('d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1',X'28B52FFD607116DD5300EA9C081C3A3069C63990301911C1908202539D1E5A22C9DA2257DC244252C8D8ABE1A4BB46FBDEFE97FEA1DA4DE044E7455D1B062DD5565C99963494141483B1019A01BA0153D6BEBE52DFC467C7160A668A00C15C1E12269007225305424D20964A0589397576C5A1E67D4E597B4A4D4328A92969941A65D7E16741D1F028185EFB69109536A4B25221C010A4881E45F49966BB543A1F02E76D954650C5AEC38E07669240309747E35134A2FCEA50CB24C5999DFDD4D87538324160A8890129161E45F4B882C4B5DA66BD786D479D4E615B123F6863947A554DCF5F6C6D82B3E3081308060261A12E10F6F48D64C70D8F82113D114BECB51DCFDFFAE912E856BB3EAF4DA36B99ACDCB158FD0496D6E85FBBB2F197EE9B925AD8D5C3D764106BC9DDE710CA59A3A4D63DA7F0997CB12D3BC1FEEA2D4BB2E30517054B9F4A6CCEA776FAE6233BA5B51CADA7639885D0A9CDBC5E1676C6C1AAE8D4252CB1C3FA18CB7F6AD875D8F278C05058624A1B56EC18767D8DCA87E5D4A7D3371F21D6A196F584074BEC594F20DC2CAE2031858F9DE970FCCEE463C70B5830174884878525768D531B1A9EE789220B867A8C6A40623AFB45593965D761E879148F4845325D58626945C88370DE562FD794EC187A1A30D484257E905A45AE20B1C3ED4949945FBB7AEB6BF4F75C41E228BF567E81B292554E8D2B048EA98B444141700312D337E504C725D865D861E9D7AFADF9033B764C352071945FFFC545DD24766D7262759FBF292B9FEBB337BE4EA76FDEB40C62C4A23EFDCD6255BB44D7A5BF4F4AE8B00CA8CF8DB667EB99ACEA262DB90EB7E75845D7B1BA131242692DAD4F5FC22EE2FB66614FC7B49FAEADE4759373E96375399A8DBEF9CB373FFD29A4070CD1BA085AF7601DC3BA681DB4B537BAD31A5BFBEAEBEC4A8C88110B983580782C63F1EC0011111B7F82ACF24507E0695802222296FE72EAC3D7F46F363A6D873E19D6AFA6B4B595759D42E8144BEC780EBFAB3F76BC70ABE9FAECE5F88BBD8E4AB84F2C43B4D33772E366C1F58D9C5AF6EB6AF4ACB6CFBA6FF68B5DE95A72355937CA75D5665E69B66FCA6ADBEA3DFA2521ECB5E4D2289F6E56FC759F58DDE958756C62A904ED5DFA1866173536D468EC5997FA7BEA9AA55EBDC4AA9D706BA96FDA61C512736667D976D17E56D41FBB8E57BFF16B9B8EE7B5E176B9A51F04FAEC7C9B55E22A73D07EA8D8F5B493E94038269057234BFD9FD7E89B08A92EAF1DB2EB3C7CCB9AA6A4D42D392B0F1FBBEC472004BED94C4E6B2D1388FCDA739F5378D8D9947161C7E93582D631409945208182AD9A6D3E7CCDC2AE12E31C220D2E050B7DE370B36DFA05AB51661B418D750B0B688D2FB565402BEB3214ACD72AABB961B06BAB281EFCCC038667C1D8C74461A8E568D6A7425B4BEE744DB64DBA8AFEBE8A10D7E109C1B3AFECD8E343A7ADD94AE3F7D5BBC0E994134B7FA763D763EB1E8695751B0AD6693B7D875F5D2F8A171FD09F94F894155D47E421D9F8EB576C4A0663371DAB925D86A16B3AC214240225428138643A19961AAF1A56569A8E550ADDA0B68E72FAAD674DD7B1F8D9A681BDB1B30D5B00A0C5EA4F5C2C534542A11EA0383CA82952719D0C4BB0ABBF2494EF90F584C25E09F70905C3D676F5355BE5F161D385D93E0FB4F1B762D7FBC4729ED4EC25D1A0E14044C4032D04132CB48E4626CCE42181581E1505340DB54DCE08D96C08CD66B3EB3C4F24718D9BAC6AF40C4239A3B3EB7432530542413096E9B9046D89C426D8F123E2004171B0C4577C09DA193BC64C1E12CCF4B0605862A7529B5BE511894C96A9C212438FBE995E1D0F0620128A633259586209616738720C3D2ED343C569631A3B8E4C130A04337948B03C301308E6FA0C530E1DA7B02D8969851B750B6D2C76B63DAC833D5FC23A46C4684CCD43603016180E1EE801F52A36BB4CA7E161345C8725CEA65776BCF0400F9EC78151CF9C4EC8E9C010292048D188A63F281FA294568454F4B387610241B14438809A1C1E8605346017EB7059E2AF24402C0F07D490695E459F6EF9EC30A2C502E4A0D180A0C542B4D07820C615E5DB2446E18ABD4578BE6F3E8659894A4A5CA7D3781E3018165004491C2564174551142DA005896BC3F8B222FD62C71D1FA39E477B0AECE22659AFE8A6654DED3776C5C62EEBAAB6D8653ACD8E1D9275946BCA8517003D8FC4F03B7376FC3CD0B30C06639F270096D8A3C450136642A1E4A460CF1ABD8AD05A75CD3C6079382214768C89403826BEA657E9E360024BECD7946DD9C7CFD8712432B1C4139CB2A3D3BDC60D4A091CACC2768C1D73AAD8F1F25959063122F21A5CD9461E3F7E6D9F5567327E35BBDAD97083D02B39E1112362C4828D8DD5F52933DF7C7D2AB5BD26EAF0A060ADF88B6DF5514E8C5A06312282140ED63188118F839575E96C5F601F40EBD7242DEC9F5E7F527F3D74769D4C030147845A01E8C2AED1B37DB12907D37641634101E1A260DD7AB896EC0D812725D42CDD640C8163A83119420A11A38C8888888C344D074104098491103A8D0F124090991E05511021C40C8988C88848921425AD01479107CC9DF33C30AAAAFCFCC1E359E0C3E789FEB629BE5191DEF18CDFEC6903345EA298902565212AF08A06E1E952ADC1D63394E2DED1863D638606410E4B406792223B22747891DADF39CC1EB43B632A5BCB465450B00FD8BF7DDC67FA96FA45716A69FD39BEAD12C92520CE2BD470B143B8973D568CD1D1E39D67D63FD31AD43BCD0F55348349844F4FB52BA2AACB05A6CF37D56A4202FA288B777CE1BA507210DF52CDB106948EE2187558A415DAADA3A71F37FE8E3CD42389D052C27733673321CED7867FAFA3839B4FD96103B29414EC12F8449242733938C3D3EB1A7B69A740C2712A1481CC1F5A5895C934420D623EEF7B38796737F14B1F1B14055F94BE9D5867C82C8F6A614D5C869FEC3D5E38FA1E3D84D5E0893DE2796EAFC1269BC5951C0E31D88AC5E3E8553560B2018AFDDA18C0F9A51CA003B5E4482076E6D4FE4A2EADC9E5646EE80096EE67193FCEA3E963B5D850FDFD8774B9DBCB45B9FB7585B0688964F8146E8BE1971A9B88C56CD379C680B0EC22DC4CDF49BAAFB2DE44B196B4F1C04BEC506EC8ABA24293DAFEEB3C94AD887E0947BF4AF147F8955CE7EBAB0684B30D08C93C7AAF714A56E9A103A9EC472BF61782CD46D9DB2E3DE870B9C6AC1361D320778C39321AB12E9B009EB199AC9BAEC3DF9986B90975490629CEDF0923D21B06162EBA33209E0974C5BFA27B03297A3369F5AFD4443C47B6D782C877C67F75005F44EA0667E8C1A419C65AA0B4F80FA15721F804E05BB8C5FFB8F95690E653B5CB1B3F6075A61C0A5F08BDBCF8B1675B160F19790C988A3D666C35719D91A3227D0F493D5EDD436CA9D629ABDF3B6B32D88BEC98994DCEDE86CC02DF1415AC8F62C51DE8160DF348F5FA132BFC0882161105FCC4F3BC87DDC73DA5AAFEDDDB7AA199C796AD11533463EEB4CA2651C74DBF01B3672ACEF9FFD45B404EF6023B6240AF2615B4867D9063CEB390CA875DE6EA0B5A7FE2C22B2C200A05C98BA80A91393090202065C111F5D2B60706E7296CB8C192E08AA7B3653675B7CB7044E060913D73AB50563A751BC7C4C333C63DC8B9D44453EFF08056E0E02845831102602CC168FD60A275CDBDEE230003E11F28FDF207C74928439CDF4274312D2AC4D101F7548344A159FEB15E27FBBB3A250E68C5C06AFE12320D9A5331AB1A',6001);
INSERT INTO "raw" VALUES('34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7',X'28B52FFD60F1126D48007A8BDC1830C08AA8B801B806C09D38B6DBD3E28E2C19E5E8753D3A8A01003678BE4317BE9F4CD05074FEEDE7FD5C705D455114052083016D017D01335A9C01BB789C67E1302CFCA2C8A69FD21768A8ECE7A2E1341EA7E19E86D3F0380C068CFEFDB02B3E34922F97D8B6CD4A2208CC235A2C1C8605B511A07D97C99FFA19F2B2E7E30CB4D2646BCE762EA29A828C41E86D0B913092C432A93C16DAE93D965D11B7EDC2E334180F63A1ED6708D59E71D911337BFE4B03A374BC6D19DA932D8B62599495F3FA3D966CD1F69A829F031BAB286485A87E9EB0B12B3E14BACE2C56F1C5CFA2C7EE3C9389DB16413FECE2C9797860A2C9019D3EA325A53F54C68C6A30966D61B42BB6B0281D4F16DA7EEF984CBBA4D8B6D9022E9503301265A19D939FDBB60E647CF04DD1F9D825466557B8443592A1577C4516DABE98F25E96D908D036E09027367B911C261094069847748140488B85E3781C86C5C3689B85CE57A4B66D0217CC1461205D16DAC634BF6D1D0D14CCE332451680764AA660743DB76DD6F13C8E24B14CA269A18D1918A1221A2AFBA99271DB3A9E06CC83B2D0529177702340DB2FA3E204467F769EF1874DF9468016467FD7D38B2E7E94D8460811A512C150A4888B84A14430954FECDC05A09D948C0F34ED60DBC43EF4419DC328ADC7FB33D6567CEE9F1846CAB675FEA215DD8BB6ED2E002D8CFE4EC1E8B66D36E1B368555994D62BD5948CAEE5C3AE68ED29BB828A34019448789F5EA196E3D66785ED805FA72B15E373D00450024A24CC96D9E4BEB4AFE83E8BDAD6BF8C6ACB4D6DEBF5417C2F6674BE4F8FD004E85DA18F655B98CBC614EACFA2D4E9D6ABA6CD8B95EA0A974D399702A0B0803C147AD8D773CB9F165A08D5CFF99BDAB6092DD9E963E7545F4A49A620FF54EBFD814E0D53FA34E8B34224D2443351BB826C396DEB75B664EC8A4EB52D8C2638704CA1B02BBC520AB2CE4BE34357AA65F67C694BD6E9B3655B183BC8FAA98642A97ED7EF45A7B35FE3228C93855623F9BAB20973E96653DB36EDBCA2AB4C42A87E7E59D517A6164CDFE62EC8E487B72A9F9B89E27EDB367BA94C948A658A00ADE6255BFA51784B199F65A4E0F7E243C6092336B76D96C170FA99C2207EF20BAF9D51ED6043FF49C19A89DAD09FDC4F9FB5A513A95A556671A8E7D6439BD30450E251A0F1754AEE049461A15D4590C2E8337B0E46165A76D9EFF2A1797F4EE195BFDEB699701800913C5480A98F1FF6A514E4A9B13045E068380BA603DA197F9A89AA797F9C19603D8C973216DA1CDA1A6C71A00D0164374549E10B0EA8C6C25856F127BFD687ED0FFB9AB36126E33F9BA3F14F3F8B538557C86C6AB7CC380FF96113B2C4C8057DF96FDB86FE7A3285FE84CE152B829E323ED0E92ADBAADCD2F628687C751CD09EDCD3215DF14F0E05A5D7549CB48C6E427F2CB4956D9B89CDC4CED7142C590407F41161509154220E2DD94D0D2A9417E5C3F8689B899D97428F9D57F14577B898F2389E86B6E7599BECCFB036302021F12C34BE62100B2D86224D2217C9828034B12C4A0697E4C8BC243F0BD03ECCA27BD8D77B51C2962815CA425B417730F9DAB6188A34C144D205B3D0F68C98CC2C9244125D22CB42FB1A7685EC87AE4064528150A2CB421BDFE389654853F460E9C916B66D25019B9E8F33D0CE7FD9ECCB644BC1C1807C650FDA1E4B8FD0B6C0587034180B3E17161A0B0A9E05C323E3CF7690B53D74FA3B4383A361F1CF0B1C18290E8663C1E1BC295CB27FDB369E05C3F340ACD957CF07513A28309CC5C2713064532F3EC0183330E2A65F9B090511918B045190F0220110244DD07ECE5FB2BEBBE9C2DAC1969D69B96D33B1D934181A1A1812160C8505834202038361E8C2C2E162AB827E4977D0C7EFD88C0F6DB3615070342C121A0EB430BE6D8E87B1D090B0B000EDF3831E2DB1AB6D7B45AA825E8052FD0E21DA4693823A160FD2428B7903DBD6AA6446019D92DC36E91918D1C79A78719CA960220611CC244550220D249125F2A0442E9628FD7926C3DB1632D126F9615743903456D9434532DFF14F34B848104965DB6224109068AB88FAF92880B0D076155DD9E5D0AF6D2B91440B2D849EDBA6EC7E98BD18A1B1FE715BDB56E320C3AAA545134009091540752943079090D0860EFDB96506BAE32B4277929D4A7ED97BED2204094A4089AEF0F719318D783C38FE5033B1E814AA891253040F533439A00F5344D1188127A84199424A9921111111913449A10361844461524A87F91240C0991E05695021646444261092829292824A3A5F6AB005B122367A01E96058B6C9B8F2203981419E40237802344D3ADEEBC9D3BE0CDD0C04DFC10ED38A3D0D715836137C86E567F62C4A65B2A445166BA2FCB1471962AD11A62BBAB09574D1983A4A61422F7DB8B9F59130CFA91982F9D70C4657B6E0F679B9DB3EBC0E158A20054C12E778DBB8AFBB0B0E4DBC529F0BD4C26143826A9280260AFC435FD1713313970672938453D61A28D296901255A4A1BE8DAE4BC944054BEAF8A0F065DF5B18FFDA8476BBC113DDC4096602A991D925E6F83A04CB3464C4812FD5F24B7240F6E07DECB3A0308FC4898C6F4D41A7CEEDB04019EC92D14F850402A026C5D5E3152E1D3B7E34307E2502B98B8C806C223D96170E0B3660D8AC41652BF383A6419F1266DFD1381C362563C689F57F6EA69E2D75BD36CA7F10A6C1E248061ED24CD9C3052A55B9A4AEB0CF91AC912E9C7B037FB74E707FB05E702B4618A86DCFD4D2DFEB5C4B104A08FC3B31BA44295F6EDEC77166EC6974A08BE91BFF9477A32E1CF855AA812CA341EBC1B383511ED2001D4E1FBFF0C892ECE15FCC77E2FBB261DB580178E4244928DDF8C6892BA7A9C8D6975BF1BA0ED978DA66B04457EDE2061A3D70B72D84D76553A8BB29176E35484D5A07CA5CC60A191DF18279B0C08BD025AD9EE519FBDAF69086903C11BA6A457082997168CA0033D9BD611B1F5ABE29D497AED145A6E163BCCEF658484D8B8DEB2F22AB500919A1E232FBB4F0705D29C952540AE9830F142A3D48A241FCD280092BA2AA022910F9D4D10C63703D9491282994B1E1626F2D326775BBE37DBA510A7667F4D0457CB86A87658E2C9132401FDC2D21A7A4BBF9505586764CCD091D001CF6C83FFE82987BF3C2F47EFE65C3E33A0E739A946626323F41E540B1D5942EAF8D117A420ABD0872438AA2AE2A04A7E263710DF077507851A2D6B3F8BAE4FA064852A4F507',5105);
INSERT INTO "raw" VALUES('64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be',X'28B52FFD609E198D5A000AA5881D3A3049EB1CC008467852505048AB8C45ED4E226C8B5CA9276C2849921FC793EE79820BB66DB71D13BE151D439A9819D64B62894F7BA48385810108BC01C401D2011F0BBA8E0C7D1863B12A968B3531B1E7A9BB74D478533ADFD1A971314E089D554EAD32F4E9775073F8EA224B92C2112916D48F5B6DCAD08723928BA2549725A9F3F212E00591821129189E6936EB2B75060FDCBE32A427450A879CFE1DB56C423CD4654E35863E3CA11C2E08C513B7E67986B8112918902726FEB7D1B7FA5DE469D7E836134BAAC36AEDF728D8503A4DA219E288E4924C2E140B8427B66274B43B932176448A0552C4E089FB5D04B66F9CB683BABDFBCAD087BBBAAE1ED9E7716ADC37655B4EAA299A6ED11DC33EA7EF1CB6BBACF415A0D2F92E9B33E96569777C12C06EE6AEE77BE3AC856047F06C42E930EB89D1F953775988F6CB7EFE71A32C145BE3262B5BB32CD41DFFD75A9DF4B25474FE7CB3990C71679342E9B1963A08105C45413B729C42164AB79536A4B37A643B3E0F645D538795BE727ADD36B2DA8E5AE62CA775034FDCF1FDDAB4530D431F660073590E914AC513D7EAE26388E14FB6B66B8E36766D8C0D59D82FBB232B9EB833578971DBF0C4C4115CBA0F2744914232B950288B279E1B59C1CA03B7B7387432C40911830B52E18961F54FF2C4C41D37382972FABBE71B7FD9D079626239FD5F5B71BEF9936A3C115503CBC4522D3CC8E9317AB651C4D8F91B3D18D0E781A99DA27BCE9971FA42E62A02702036621890C904B01C0802163C90C944D24AEC63C190AE8A84526124970524D23E9DD884685CE4090726AEDA3669838CBAAA66D431F4891813BFDCE67BD9598C93CA9670A443549731C4574542B92809E6E289BB4E8D6E97EAAA481C1290583C716CD91DDA2FBD818A62895428CC838AA5C213CF18DD033320962416D570E9EA308D219E50154B7555240E3092AB525D1C7FE0CA10432E13AAA1811D98B8423A233C0DC1D00343CC103B30B19CFE0EE57C0C7D78F1DB8474BEA62FBBD3DB95760752AB406616EFD53B8B3DD7FB6E6543B8DFEA0BE78C0BAB40666466519B6ED575B69DCDF7DBDCCCEDB8C1C65EDDC67E23668C73B3F5BDBA835D08F0EEEDF3775A63553AFA5BB7D9D2FDF6686B014CFDDBA45B1DFBF5685676C7390BC1EE386DA8902EDBB0ADDBE4CC38697F633BBDECEC5DD3E78923B0A3BB6FC8102F3AF34490BDD26D85782E6ED78945AC6C0AA363CFBBB3D13D9DDA36F68B71B649B15FD875DB48DFA61D8FFB71836E61BF93136E36E9666B8CFD349ED8435D966D96E6F4D5860C7DFA79A7391B8DC07E17374E631C64A8CE506FF4277E59A4BA86C7385E03090D07E3E1912EA3DDA0F16834A4776F7D951E692F6CB641B8F40841FBEB4669283060A0B090140C87A4E0583026E448476061BF4B87EB62EC435AC81CC6919E515FA8B3613DD449E7B8AC527034160CC9D178282C141CFDA4A30CD123C1A9BBEC0637BA774D82091AA0CF472141C1D1583826963332F470440F8545F498F85D943E2FB3390C71B63927F602C451C4907862CD2374AD1B5D780C71C708268093A278E9CE6A09C9F606814B8F109EF8B90DC672510DAACB9238A8540F26D4A582542ACC65528FBED9388638425968462D6B0892AD2D2BCBA4FE732FE78B4CAA06087328F8952196E0899B43655BE6D233867832A1786289AE0C55DAFD728BD38107FBE81A63883D4F3AC9697A59053233810470B265B474E9EF9A425681CC6CA4AFCBA6F447DD5BEAE21663BFF94EEB060989CCC84CA573E153203300448E2D209359EABA54260E2BB191B4AED9A847D76C743F370A64A652D70C6C82B4F3B742742BB00BB639D4149DD37EA710CF7B748D733C365788EE887530E09C51B3759BB23B984A35FD1D5DD8113CBA8C4EB9D149DA0FE57C5D197AF870C55ECE6C191265E8CC9F218E168F9550900BB21ECD365560EF115B5F3ACD9F3F75DA6EE6D2D6645BC53DD9D09F85A1CFC3E78169633F19129FDEE84F8CA90E63E89310490A119D5FFB496739244723823ECCC0204A90A208563BEB1A31E98283A19024C502066D1867839CAF7AF6F9B01449D13E1E8F8DA20178E2969343E742A20F4888A289A3BBAC1962EE9D9818B2B1BCF4A9B9DDCC8DD165D644771C044AAABE671EE746564D672649E7A1CEA36BE667FDD563D5A9C926C5FEC21367B4FF01511DF38C8961FFEBCD86CAB64ADDA6D3AE92074F0CE3C46A53ECF23CD91B044D371286141A9AE6E06F11F1C4EF994F6847CC89BF48653DB02870F1C4B5A15BD95661F0EFF2881651010E3486383ACFA674CDFE7312129E184EEC9B12DDF3AFFEE0894E3A861A168BC5BA2AD4A582541786BA3C60B03CB82A0E168865B970A43F9D1AEC18A948DCB4A931C4B05F6E13C20086A254988BB468F0C4D035D52A43CC5838169C4E4EBF7B3CE1E189291BCBBBDC18E28AA5BAA8CA8124F22082A12215EAB2E4F44A5BAB0E19E20A25A15C99A34E6388EB3637E92F2764A1E650D0165D67C1E5964DD970E1F957A7FDCF5187415A7AECEA340C3D7C782F4B858154FF3504CD66659B7CD95977DAB1E730D4654DC8F9B5A365623A6D0D76A5A48F1A307018E2457D2E3DBEFDEAD1F96BADAEF4858DE1896BC437FA9A46CCC8F079F87C1A8F48722C1A528199A861A141081921111111194992A4035104045114B350CA3D12C8734587498890318444464444440A525494E63272FC0E1F634D36E55D074320EEF7759E98D95D69453BAA9006CDE9699B1C8E29CAF2D0D7A042098BA150AAFBCE67E320453495913AEADE18D502F1C607786D442DB9513435996A4191F6AC357AF5568A78A8A09FC354D4C1F8FE4A4C6E23319A4210009A83E3E24F4E72CB3BBECA682561A166CF1B7AB6FE64870B06178E43C398623644055BCF9E8258B9086A42A6746E626D639B98A40580A24C69046104E77EAA61CA0407EA9BFD38EF9FA37B9B282F1950E1681C95CA8F59A41A0761DBA02110BCFC5AAE8B99C85DF6DF8D3B6CF67C75B4B9433638B69A7899BE137A2DE04995693E9DABAF463D4843A5A3174D5024A581E44A4E763AEF89045BEFB6584F23895E269F6B30EF434E01AB67D26F34A0E5A3C4068429D01642218D2682D3077DE190B4EEAFE6995EBEFD35431C03D48F91A328242A368A83CA979ADEB4ABAAC817281A2C7092A3A201BE6B435668819A18594799B6C05E6843555067A7D4ED6B411F4A73F10F02E8140AA920006703F989F91AFFEC23A84E7C8DFFE78DB8C097287FCB08AC2DA39B41C29B6F1242716B3385E7B1536A646A99B5EBE50B6CB1491C37D5FA6189FBC3314C0C6AACED984F7EC06C1A03B94AA076CDD49979AC30B443CA0BA13E84ADF4449CFBD7710901440934B426B202D8970118D2B1F904EDD4C6658D2E88C2AA5DF78CDAC49469B96B610F20598550BB011CBE77D7408816BE1A019DBB9AE746227EE926E37E84AE2696931E2DAA36DAC71E734D7804A452D488160948DE827464B2704528C3284528E0314669EEF03CC8C781CA183DBB4616DFE2B0287F2C0C5207E544D22A8D9E3E0408C822ABE3BE7C30C65623F5FA0401C112550F6EDAEC45C161C87684D909E6F8C94E413F969E87544336100870EEBC579E5FE4B6487CFBCD07E7E8EB1DEC88171FF009933D40AA1820EE7D63055700582AFC91546C7DA6261E9BF40BE5308B43519C5349D3DA33BFFD64282A974F2B8BA6A79F8624B46F306CE813B9FBCA9C794116045217C00765B52CBD9A177D913B781E95B5CEA6463A2CE228C05BFCEA5F63547938AA1A30E9C1206DEAE9EFA26B48217705194967AF958E845BB56815A76F7311F9D8C70BB150C5E052F780EF25032DBB9C32A82F06A7F4BA3E30CC3CC4A44C53750DFA417FCA4C578CAAA206DE72CC8543C90C570540156BBB29B0A204C052702661E0E07E8AE1F0A956549D930FE7B189A4ECACB0BD3AED858557202B784642459A484BD0CA60DF40EB02B09ABE428F23C4BEBEA662A8AED3EE50D921D6D27473FEEB07CF2C516F7E12D1088AAC6EE8C4A75FC5577D293C42AAA0CE14B5DB288D0C154907C01F',6814);
INSERT INTO "raw" VALUES('863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e',X'28B52FFD60E50D3538000A6ECC133550699C0330333393C94C5F8536B46D49CE16B9C625114A9432D5563162B0A6ED176208ED2668D8E5407C4497145574B84932338321310121013401904ACB4BC0CF02C3D160303CB6D13095CE47D0A1B44A1B0FC3E1B1DB181299A209C98489383C8C8628BF3ACC30297566633F33761B4F228A498A1862CF3A951D3F0E4683E20B88EBD366C5786D489D4E61571047685F94FA7B11E554ECCCC2D97104453249282E52E4C2106320ECE91CC98E1F1EC6C3F1381862AF0DA1FCAB9F5E41B5DA95B2DB98726BFAC4D259E95B7E5909615A47A37CAA5551B212668221512CE5B53DF3CB56723BD5ABC630C40EEB4F95FFDCB0DBF81291982A0C31A50D1F3B865D3FA352623BF5E974CE478A7598616D1161881D6B0A845AC5171047F8D81B3B303C8CC8C4321161186259450925E9505AC55853B2D3B0034301061053A7FD3072ECC0F03CCFF31498240A434C49EA8B7C01B1438D9213517EEDF7D5D7E8D4F305C4517E7D8E81F2C92A67C61701F2B23439AFBA9453533E9FEBB397D6E81C5FA7D33954B4026246A13E7DCE5EAF7D6B6FF4075D97FE5252428815103331A3407D6AB41D5BC7E4AB9AACE43AD428BF1E5DBFEA429010CA6A697DFA15AB4035199DD3B3C65FC8AB26E7D2BFEA76361B9DF3D63ACC2B5DD858E77AD1A9634B39E7A7530CA846C76AFBACCB10432887DFD52976AC409FCA6BCE7F347A86C9B7F19742E86FA929DFC27E0F7F83695BC9FDB578DA998D611A26FBF9A853EC367FCF714B9B10CA6B43CDF24B5308E8B3736D56881F06A12D512FEBE986A1DA21BBEDE157553425A55EC96979F817667F8260CADAD657EA9CF8ECF85299A208C984895450240E26914522512417CB05C49D3ADBE270F33EA7AC3DE5A62194D29434CA8CB2DBF8E1603C3C8C87D7A6328A4A3BD84E59AD73BE3E95D95A11859000B055FCBDF67D94F38A762F4BB33028F897B4EEAD8098791C56D6A5B37DC13E34D6AD085AD83FBDFE943AF5E16FDE7AE84CAF1A25B68EC644E0D82B3C36124993B49DCDFA645CF5212CADB1B37F5F67675BC99DBEC1344ABFE8D4BF2861882BEC36CDA6617AB19B7E55C94E037DD31396241195494502A1D9344CB110ECF79684F221B0A650C7BEAEC5D375D603020D0D3299A7B11226AC83219E289109C9256251B069C8170C20A699266704365B42B1D9ECB66701E21A35F96A740C4239A34728150A436CC57F401B63C7132532314591CBC4103B95D9D42C6CA1A85C221C44261114098621861E9D33BD4614865842D81A6E44309184E5CAD8F124A2542413255271894C14C964BD86293BA6A684D0F107EC340CB1F4EBD7CE5C821D4B123380F8A9A850B59B53D815C4B4428DFA85F6C5B1314D621DECF915EB1E8EB979048FC7C2C3E9431CA6ACD45F6C769AADC0F368701B4B3B9DF31386189B5ED9F1C2D378781EC8451D730A414E080607A3D1603438A653504A4429AB2879F4B14DB36D0DCFC38341A1E168401C2564E770381C0E85C602C4B5617C69916EB1E38E7F49CF937D0476519B587F4CB50C6B69BF2F2BF68559F7BA62A7D99A1D4326D6F5BFAFAA0A84ADD9D89A52C10F38303C10C36FCCD9F1F3349E7D3C1EFB3C0318628FF2CAD8F1244513A522C929C19E35FA9BD0FABA6A1C5C229049851D4F130A48C4564455FA385834C68EAD08D3B08F8FB1E3C92462882D9CB2A3D3BD460DCA8ACE5561FBC58E3B2F76B47C5A5640CC4C280216B68E3590C9ACC78F5FDBE76B4CC67FB3DFCE861A84FEA4452466622640C3C6BEEAFA940180D3A82119320C19C3C88888888C244D07304262902A323B12882439CB596990A91919A5292A48A132AC014797043819081F69A0C4F5B7E8FD1602A8BE761D07D46FBA07EFFD849595A153BD1AAB230B764959EDF8BF8F95609061F2E5E9EFC4F4908A47600FC06D05F47FA2E7636D4BBB5CF2415BD205A06BDBD01A71401BD6A21DF7791749252DFAFA3095EEB58200A75EFDBDE91A2E5B7019FF171382069962A7112D821A5DB18C47C23071641CD169AF683999B9424508B549B1956DF4AB7679E5720F62C3A50A688544945A21E00C07129BDC455E026C92FB6205C198DCD2EF6012C86E93B11853FDF59708E800C14152D19B0B5A73626C2DE34EFF0877D844658A1071565E9AD5C3F5781B7B17D883E44B11F4C705B76719CAC37752E50D6F8B82CF40684FB65E9F2F45BB06D9EA1BEA7626026149EA6E78909A21BA459A071236DFB0C50B4D408225486A83734BC546EA3DA6CE23248691D4A4C552EB64A2EF02DA49CE730613FC0934B82D20DFF30A218320177F73683B475C7D6A202221DE47015505D356D196D3E6059CC76CAF6831D429FFD82AC03A00867B0AF7405FBC5D1854877169E180438D87E2043FF7D45DAC7A225C316674CCAB85A56886D853070E2394E1A8C65D33AE50EF38CAB06355316546F880CB82564F71C8915FB1D731A7B830014046F4A1E428FAAF4B0EC8F198F509717D92BE29650550DA07543396A0202A3AF7A0D585BC942A',3813);
INSERT INTO "raw" VALUES('32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f',X'28B52FFD60870CF52600AA47240D335069DB06203399353333132329464A9243225D8DED66B9543ED102DFC0F83F2744ADEF8FFC8CE2201A86FDEE8FDC8C99991902C400C000C200DE3F9F064259113604FBA364DBAAF5A93C3C3C8C1F09AD2D5A6BAD8174755D66ADCF561E1E1E76F24DB7A801764D1427F58F5A4E163FA35B1A886C48218C65D91A291A41FF7318BBEB398C1F0D773D87DDF493428C1FCD4D3F29C4CE5F4B3066683487F3D712EC607FCB8AA292FEE7B0731EC8C2D891D05A6B0D0DAE6934904963F58E58E7812CEC1AD8FF28FA56A481403A7D43D28C0C1ACE671B88526920DEB3E2C03693CA4371265003A9D6BF7FD849E3BF8F929E51C286D8B58CE27B043685B12C1C9364519F7E61572B33E3B67785DC6A51894AEAFDEDE09E415F3E7AFE151361C7A8ECF1783C18ADE11A890652918051BE886D2285F099ACF344943261CCB8252C141C096E4A9619A56761C68CD90E659CA26D8E9D71AFEFCCAB2BA029EA705E75FD4D4CBCCAC25B4AD1250BE7DBEA0D9DD608B7657445FBDAAD759AD92A6547EBF4E36C897AB5DE1491C2D8C0C28622453B061339F0F030E389952F8AB0A96D59518FC1C4B5FC7861C7D8F5A0FEE7602C0B337E3866CCE0704D599246B06BBE675DD92A5FF4CB5E4E41740584F7572BC1830834414B071120851863067CCAD68ED5F39E2E2B654B9E05704954D27F553B6C86EECFA6DE5FD58EA399F9C898C94498F1E3AA7CF1E37C9871EDF9B4D302CC98CA8AEA89896BEA55BE3E0AEFD74889B063CCA84EA7B7DEC2FED914336E4F977D00C1514E33F3F9498A7E5554C28C194D61C1D05A43435B341ACDB117C973684D7600436B17496519B0DDAD28A25B63A5188AFAF4F3C032DA2D195F264357418DBEFFD6E9F4B162676C8A95EF9D56DBD36FAE6514DF232C52081FC7C267AA5162ACAA72AC41FBCFA62A8AD8513BC6B22C6CE872FA353AB07BFF1CD854EC088B6B2A0D0B8D46E3825D1F81455BB5C6CB42CA96B84682214083C2C283424321A131768CA753CC7C1680B32DA34BB2AF1DC235950652918862452F4E271EB4CD420BB0F0A05EC5E957D1A3DA0E3B6946F8DA61AA0D49332A9891C2D879DA5A102704252B1CB93086F349694EDCE53F2D2AE97FCEF63F87F1BA26804361A1D19C06F2406C57D7254A8C6561C6D26CD7D2B3A4F928ECBE468A02A7151F809DA861214208211191111191142649073042A294229B0712C831711EA720080D530211A99199A09C7292A6C550862F287D0F7F38309C65A0D857BAEB729984011A6BE3091445F2273F2ADD0B1BD7ECA8EF8CC9944CF1E4C2B19C66B00092525200D8E4F3A2808625A8F392E08C09B8294A100E461B272F9D7F56F6F997861155018B1B32327DD7F238E3CEBB4DF2FF69B2CFAEAF41069C2BDE854085B20A6AC7EB24774E194B40630624E1E454954A0248EE177A17A29A0E43D0AC857632C4FC4AD5A521589974414CAC6C31DA7913D3C456F6D6E6F1CE97C6560D12AD9885D030D9CB1E27085F568419455DB11B19BC6D3CD3D509F47980621722F05EAC2468093144AC2F00FD952BCEE4112BE341EA417F78AA7823BAF19E11C55F2B2E8DDD3D8F9E3A108557B8E3D74A5B4A949BFF54A0EEC11E13C5F4E2582A4FB615AA5DE4009BF4C6E852EDFB8DE006F10ACD68EBB046F003FF8C6F6C11E25EF1B2562E5E250DB459104813812544206EDAB142000D3C1DCE34700D4968911A27B185C266DE50DD410B283DE8D3FDE40450AF02',3463);
INSERT INTO "raw" VALUES('14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699',X'28B52FFD606B128D37006A63FC11344069DC06C6312CAC0EE6283EA21E758A4C8B746B96CD7289B440311E5AD02F56546BC0A722D6FA980FE8E34A85E582CC1986391310010701140155C31DACAD5BCF5EB585554BF5C537AB559DF5B3487B101C7D921BB7994C24E222BDF61AF06C4A46BFD82776358409F4F912F360A30DE1DF5126B3BCF614F0B5C760807E65B32A78F079A7D69F4A0FE4CA64F429FA4B097B76AF54B95CA4F61A189C5B70CEB907E2580743EF95B872B9480FCEA636AB100F3E94A4D53EE573B2F0545ACB03991EEB94C92C7CE5C625FC3B6A0F763A6ACF31C04E470F5A4FEBD49EC241EB699D1EB4ED0BDA632CDC02DAF6050F467F9FD85525FE1D3D184993A53DE71ECEB9C7033E8A0742ABBCD61570244D96079FE8DF57FD2CF24062B5DEA78A4A081EA9C4CF44A93C10EB9413C1CFA42251A2C9F4406EF6FD17A6557EBF94389533FAF4A04F4ABE8D44BF3299E50516861AEE819154D87AE6CA286F6A05DDD9D262665392CA2961E8A9AC58A4CE1DDB97B418DF976C51ED96BF528E324E0C5DA795F200EBDB63A4CDF7A96F9CDDFAC62FFB466ADCBAF50D06B6BE896048C00352707D56406E81250903687804E007E4F836876FA723BB077F7344994CACA9EC156D8BA2A85BD7686464B7300CDD9F596C56343095ECB6298EB623EDBF6CBDE47074DB6E9DC3B75953F9D22A6FA6A192DDADF55C9FB109F8101CF354DBBF99C883ED359C730EBAADA1A1A101720AF82C7820950551CE56C08FAC314A138E24AA5226EDB5E7602C2C180A482B0B95555B5E7BD06C699F17ECB72D8CA35F79D548DB72B3C395B75AD64A8AAD6FE4E4E8DF973A76558A6D5787564B455E7B8AD6A068138A658A5C60243D6D7BA03D58A155DEEB1415790E6817E8EFE8B55751875E7556D1A63CF85752AC3F75C9C49D97D7FA46D2097E1088748C50BF24E5D865C23913FE379B5A7B90035B39EF15A670C75E120FE834E60FACA9FCD4AFB78D7904AB864A536A349107DB5B344449D9DA9AC3C5FE2DF844924422E2813865B37A61EB52239F7A945E7B100FF0CE962FA9F4DA83E05A650F6EAB81D79EED895D0E6102FDEACADFA63CFE2B299107DB83AEADD667CDD19FFA86CA0914E065AB864A6F55D276B02A79ED41958376E7748AA1F5DD78ED3905A45876E14399ACEFA9391E0F45AB6C8518381087C369CD01FBB71EC8BC2E874BE70581ADEFCB615ED763091578C1D137D229B7F23BD02725DF469AAC91A3245957CE4C8661B04570FBD42F2C935938FAD4B1F5AF7C78B0BFA3E857B49572CBF76776DDF29C4E3D13A5828988B6723A8E207A15814FC5D160708EF6953D289CA3E17800ED895DDA16039FCAC2A16028301CFD768105CFEE959885395D42C0F16034188D457BB03DC7A2E19C4B303B4BF0607B124A6215636B839EF861700A87BBBA62EB63D252D7A3072B2A63FB83757D8215950EA8A4B4C7E022C9B307924E5CB3F22298487B5674E2DF11FB77D489D95F98923FB3093E0E06A32149161EF010583008449FB3DAA755C2D12348C0E7C1688FE1E358301A0A173D1069821DEB60E4CC6496F6AE1A2B2A1170F497740276ECD3AC4A5E7B535234AB12B628DB7E5D822FB04351AF22AF3D061289090680FFA881154248A111111111912449D2012002629062549C07120832719C0631C7884186909488482019494A92361D20832F2F9D78AB76E14365FE8D90F007EFA224C0AF8FC6E6F07732D564A2D09941FA4FC85CB28ECAA6DB94B2699F5C182CA5331809C9D4525E6736B9E80C6CCC7490BCFA211548BE56A06AD65A5843CCF5B3DC61BB33CDE0AB60A2FB9BE950792C9450775ACF410152ACBD26690779F5D021E504A300D43802EEF1A41026F1515C224B76F7A4F13DA349726D1642139DF56D1A4910150C1AF2346027470FC5A177220D004049E2B3012398266F1620B56D05B79E21E020D65AD1C699AA7A547EBCE5B84E73EB51194E174B52E689CE53CC3104B4AF704FD9D500A424C99DA1D59225E989BDA738FF258A49C27BB06719A896253138DE5EDC17521E0412B4E200E83AA2358E226E312930FA1A3B86FA6590EF9E411F38D8F9E66D6796B45DB995A7C35E0ABBD083C143AD550C0A93C056B79B6B71105F892D60F907150EB90CA74B9E16912D3D0D21726DAABE3EAE17B8C68223BA5097E12F06042CCE7067D27345700C0671CB950E88C6ADC510EBC16FD02CFA3E5B98DA85D78A61FF190227AA2B7CA99ED85DCA64C6BFB161DBFD2073ED4B21B5E5A49B09D9A800AA1A801B45012722D103836123A387702EE070E558979DC05512949068EB6BA7E04F3BBEED9B266C478DCFDCD3456F0178607154BE09221F38690219605A0614CC6EE31D261046FCE20A2EFEFBFF6D00B4C368C01CA9843180B3C7B8DFFAF2678F39E3784F58A7EC0B7E369A1B762F8391636997ED150F2A1645AC191E1F12109FEEF8CC03AF3F073884826BF7D30D6AEBC53D85037843C10E131013EEC35DCF09A05505',4971);
INSERT INTO "raw" VALUES('e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6',X'28B52FFD60C6088D1E0006F7A1316067DB06300CB04551B4303F8A3657B4577A87665B4CA1DEDBA836BE91C8261C07FDAA2D75A6F151B1492C36922108CC0397008D009500BC3014054151146535BA9A4422A5CD3E1048C30DBA38AB7CE0B6248F72BED4D001E1A34F6835603FE944155AC66DE218C6019436710C335E50DAF4513ACC98615112DA743DC1ED35F58A8EE8770C37A67120C68C4551148581A1AD6535A2743A5B6299C681B82DE7F1ACC6ECB8006297C3D33C180707E1654478ED44155A0D5ADF3D64A3F477EF8E8E0E5F3BDC1A4AFEB3E13515558803510245973888192FE8C7F677D52A0A1B7D27AF3EDDD710CAF9514AEB7600752AA7395DDAD9150EB767959642D8D252FD749F9430DA37A5630744E92FB9F91DC1F8BF1F4BC02B7A46510304A461C674F67FC3EDE892BFA6A447DBB0A21C0387D6F03DC28DC5FAD0EF98A842CC78A131638684D654855282DBFA8EB33F36AB41557FEDBC7E776C574A9B07026958EF18C95F3EBB1405C6DB9680048585456156A339B04FFDD1D524E230AA103396C46E2D715512DD831BE3059D72FAEAF6F5C7AE88BE3D45D6C183464D49119B9F243E27957430E3455C2027BA1DEDCBB80F5629AD7BF7B6A75FEA1640F428D72DF5E9772E9DF2FDF5F61469CFA023346AE0B6A08CC1603016CAD2D6C46A3C13CFA193D8E5F2BDC6619946920F07C68C970581A124B4ADA1E43F1B98CBF71AC6B2AF6926EA30AA55D558839E1F9BAA5E57784B3DA30AED6B6732E5532FC0CDBD635E536F4AA9E746C693CACD9E7E216CA9AD67359E09C92B19991281733602F1D41F6FCA059336C014182F1416C82E1E5A9A5542283A82DBA280A0E888A53DA774D08F4D5192E809A23F183398A6AB028F0728F8704384317DD1C1D9D3F7D326F363950E6E922236FD8ED90E8083A8A12142466646829140649416261D204283982AE30112E881691C0799640252249891098642FB47C650C01783CE8F4914CC174B9504692F15BBEC4068EFCCA98C248850A7163779BEE5CA7264F9C39F522775B2072CDB0CE28E24354A32B3E8D5C68661A0C61A16DEED19AC11B4C79CF971C19DD403D3080B1A9A4E90AE07F0CC10EAE413F3B2005BD2B3CECE8DEE290F3A3EBD81387C7D8ACD2BA5E04401E6AE1EED9C8DBF095F91D112FB64CB957E21118254520486B636D589E39C7650A0CA606CD54245056C3F354758FA385AC91CAC9597A0EE50C00BDB31C6EB2D7B27208DC8DE4F94131D97C3BE3C2630A41C4D9320E82B3106E1E52234EAC17827F8CA6EBA9543799E939D2EFA1D4163F110023568876399112D185B9EBE288C9CFB10E2076BDE71207123C8C67EBEEB93A62D1AA0630B852BDED0330CDD0028DEF32EB0FC5601',2502);
INSERT INTO "raw" VALUES('6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec',X'28B52FFD603010ED31008A5A6810344069E306C6312CAC0EE6283E7EE9A7141912A18D4B5B8CD806F32690C10F0297E90CB597E477C311AAFA4F2410D6D24E45518009F700F400F800194B5BADE95526E15E02962DB9A56D553D2454F4DC63C0335A2E3BE39E5A161D4060CF77CA83CE46A93F42D53679EE35E073AFD1809D6DB32E7890F9A6B69F468C23DB5CB624FBFDE1DEEE8D268A8ADC6368348D42D3340DE368ED42A1F7463C5154F4E08CD46E35C1838CE5B4DAB77A42149EBA9D308ED9B24AD536E1EB968EE88F907BF01221F71C1A7889D073AFD140EC69959E7B0D46C38036F6C483B2BFA796D5A73F420F42913471CF69060C808CC33868F56B7B01439134799091FD31ABBF3D1887ACD8B7745177D09246CC48918971D8A6151266205314812012E3B8DBC7A79856FFF8FE34F5295B7AB0A7E56F1FB2B36A9BBC7EB70A75EEB6D8737DEE8AE7F40ABE4FA3E696BF8D1A370D8319CEE1BE11D3F83AF64C232AA226228FE9C1D0F4600A92405020927B0B1AA77669B4CFB7A5DFAEF83EEDEC63DBE78AAEF08D184390A126494449449E49F2308E8BAD577F7CB23931334922CA230149222853C438665731C2EFA0296F45FBB77A3CB8B88E81818161D1389099601CD384F4191730E355CA08C25064D508C43DF71A8E8243E3407A4DA85F71F2DC5BCCE8F659F69CD53EAD9642ADDA8A53630192FAAC147A565B952C40F6F5AC4A1A2D47B6B5C2B35AF5ABD598C0F55B316BDD62DB169F2CFBE3A5AD65D56AC9D4F9CED91667FD9767CC2E9845FB760EBE6BB742F0E5FDDAB63895600197ABCEFA516B08AE54B6516B08D60A8DA6572A8F07DD6B1C77D9BA906ED9EA1C81ABFD639081A22742C238DAB25BA5D8B657FC69CBE8B947C13BA3BFD3E8B9E7D331AA6D3DF0DCF308EC2C4E7F63E4F15F8F3C1E746F716DC57E8B2CFB695BA8479000335B2B347AEC727BD1EAE33494678A80189024268EA05011024804471E51044536767D569B36B7DB960B74FF7B96558BAFE5D8375F2A966DA956D31E8F2992201415414F0441815C8AEE0A5E60F0476E5BADCB5004223175EE8B46CCE2C69EAF7367D5FAADF2C5C6CCADC68D5178D1D467BC6C2B07B8285C8006008DC31026B00360E34AE54B6BB0A7E56F1FCEAB641969D03D68FBB433CDE26DB5ADB609CB962EB6FE758807E34748767669CC3688E6A18125F56900729CC642236D7D98A971585870283C673F9CF553D24283C3B0E01E74EFA245DBD83F301A9AA65130E3A6E041F79E88E55AA5D8CA204ACC341AE7218B93ADAFB9B56E430F5ED4656C08ECB6042FEA14D423EE35A0A8B7064E25B2393DF8A0B827699C1785C08B7DBAD5A73F42DC1FA10933C3C0683C38344DE31E43E681B1D0E03410E38824B8B50BC567B54DDCEB2ADB265AFDDEB6ACC7B3D46B7167744B99D172EAF3A1A0D140FC083DF72EDAB0AFB85D34461EFCEB918BAC559D6C7C9F2EB1FD4B6BD6D004EDEAA271826E5480DBA8611952C6202323232233525890742042A2102BE30E124010B1340C632064C6182323242212CC44C545491B50C097587DB79B35404C94AF3B5A261CD5ADB6CDA989B624AB242559BE0D8B67FF0CAE5E4B25E1C85AC152508E9027498BE5EA060F20C932053073CC65BD8CC78BD34A13B66AD5A92B380081DFA685E584D839D7A8881857458801984F73758199DC100BF695B42B93A9075B0239340A37282154A78882E0605ECA0460B123A0008733332002F2E5E2066B820F72081D6E0D79394905AE78CA49A89ED5D253E9609646AB221F0DB06D21D8C32E516BF4386645EA3DCAB2A34D9B4A0CB5769FAAD8AD4BA675B29AF99ADE255243F56BBA25C1480DADCE402248B85AB2712318045D0CB218746CC67DEDB63FAFE3E1CC6A19404CED4720B30DA9A4B1709690C8C28666BD05D975BD90140B97C48FE334664A145EB116256939C8FDE2DCB9A8C20B9E36D85759105A919A945E41211CBA05119B0F1B3E3083E5A5FF08AB3F8A0F1B71CB26A341AC258E57D3B343FDDAB3635D8730A359287791FA235E34B00BBA88B465EF335D5D8289A3D674AEAC329E468C8ACD23CAC8A8E2C03363723976B9A467683121AA30E5C8B75DFD479E27D0DF60D44B2194FE8F95D60E7B7F2FFEDC3F4C9169741AFCAF4EB64F98986BE109BF494EE60ADEDB4ACE16AB95017A66097C668A3D8445C4A92319C72B579D5C380A28EB6CC7D368F01C1F521C890C893B8C0194853E0B8960CC7BA9CF1793B600A006',4400);
INSERT INTO "raw" VALUES('7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314',X'28B52FFD60B90B452600CA459C0C3260699B03300C0A822018ABCD349244C696B43226BBB51492377BA6633A6859F93146ABA89CE8AFEFC7272B761C4100C0E101BE00B900B900573F8E1E7F3794AF3921291281D83A8AA601D0344DC32CD8BA487C4E48A54804DA069DCB2B1AD8C650ED513EC5D001E0BD258459407E319A2E88CEB63004BF7BD8B68B7BD83A0AEDE29E6D95F718B15D685AE53D46DBA4E308B60D4EA3D0A4E3886D8F9FA155C506BF7BB63D500461CBE0344DD30408D018875978EC2939813E5004D9C63C7E57C5BF18CCE2C5CA7344F176C0CF2165A287C42C247B8303CA3824E8F138226631AF771F518FFDEEBBC1DEF071B48D21D52F198FABE9826C1F5D65A4D4D9D21465C90DB4F2DD402F2F2381F60E58F294933F27C6B6C4640A854291689CC644300B29E235740994E9F81EE4D007A2E2C3C1962D4303C02180D39C02F1A638C8B24DCC77EE7796360CEAAD9777FDD4C71046F91E29752A60F68C15299B52C99686CAF2A27442C89456FC535F8C70D2276383ED3F3F74405B584E13E340045AB653F23F43656FAA1F57B127656855CE81A331FC966C63D245FCEE992EC8B25D68CBB641A17175C198601BF3EC92DF216651050E0A0C0D4EF3300B0881B27591349C2EC8B2A53837A6B88BE2EEB1ED673F124F22D2044D605BA04DE8FADBA165EB9E6501969100E4B666F300C63601DDB735E3835EBEA7644B3B024DB850228CEF2C7ED049D477AE5E3A8B9F16270EC19E4C18CBF6F2E214A5C695937EBAC7EACF7E30B6B14D4C192B7F397DFCCE166FE58A44214468958C1387BE426979B16263D9269C79BEB38595A764CB731A254D3C7EC7F21542A7DE3ADF3B5AAAE0E865520879A2CFC3116982E25D098D21D52F19ACE37B1083A30FAACC86D365598D3D60F9CE956569A6584E17441F4717197FF6C336F7EE795C4D77D5F5D018C9A1A17107ADE94E4A14426E68C51F19C044388DD3B0C0B6B16D3C1A23310B29826A2B4A6454E02265161AC7A1A99C24E35B2DA9C9CF368AF773FC50991C3105DB84C28968C20025AF189930C436C6218F3D61089D1EFB29963236E63B5715C57B81F783ADE281F862D08EA082D2368684ED7CEEA0E4CAB3D42EF2FD8A0D7EF728BF7BF4314334C66160AB8D0980A6A8611D42C82023232222329216241D2042A294AB620712C8515920C730E9885244464666262CA3ACA4C550C317235DA0A9FA50B5B04992408A99D066473868934D24581CCB67A29ADCDF015C6C47EEDB86A694D5273DC09285419491544D79D2A4F0524078CD5A22315E92FCCA4106704E6F6C244A13F9E4D27DBBA647837E2C3C700F05934C4002DC5EA2C40EED13060B07016DC0BEC68AA9D3131111B14C91ECD91B0FA83E90C78872AF901625D93127225A1A3763CFDAA6A322D0A9E24F16471B0F7DC5E9650217A638DB6455BF57B4EDF28B4303CD63B45AD40928B94C356D6D19A8C37870C748B11CB12F1582A5660A122EC642DACA1380466C04D360D269C43A7267C9B6C3ABEB6F270C81C67D4DE801F76BCF7E300B4BAC48AF0E659F53CD5417C5E620A069013C999BE811111D3425A748A50400D0EC225C8BC652376D10CE0B3E92B514F4C21F856ACBF15B578DDE47FF09DEEEE98DF6DCE2D6C0F0F08931D006610AAF814033DA8741C8D5026119F6C68411AEACF9E503B27F5A381C953524F33CFAE0C57F0A5F2343FA0E644019A18FE1C909735A05',3257);
INSERT INTO "raw" VALUES('c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790',X'28B52FFD60CB118D34009A5CBC10335049DC0630B318555555E559C6EF149916E9EA4912CB254255626198B640BFC6860EF808C46E6F83FD40A4B446C2C96566A642FE00F3000001155BD8A4145F5BB359CD383F9334E7B0B027E734D568240F18C935F76023530EFBDA8ED8C51228AFE37BC6BD26D9A19F234D7671CD299E6B8EC1F0FACAE264E0DEF32D69BF949EC89539EC09F6FB643BAB55B2603052730D06085A8020087A228D7532B256692D188CE45E6449B3E9E0DE43B99CF4A98E9485974E2F4F24369C9326BB6C754E2FE8E7A8B9D7E1A83988E1753872CD29A067BD9C936B8EB180168F7237700FF677C4AE39E9E7C8BD489A2ECD392008E43D8A2722A757DA0C3692A68B7B0FECE76B7E267922705ADF53255D424329ED33552C4F84B68C78D88762912A11657A22357B7ECCCAE9CFEF93961E614FEE75A4FCA904F6A5C92E2E1E279B78E91383B2B743F9728A6D7D5F8BE2A6FB532E74386DA2B69C720758CF0DA1E4AD2F9BD3DBB4395DB739BE69DAD63B189636E76113022009C5CE5F45025A5869B2001A90000B49405B39626B87E142907DDEA842997633B72BC91645C9A6BDD938DCB6329BA81F33C8AB68ACF46DCAD442CA50F2D7B5DE231636E5A61DB1957733B7CAE935DB48DF6E6AFDCE5F0CE2BD84CE3CC5F4AB46E25EA2B646A3D148408AF73478229606D02333D8C72784126523899A154A73CD3D180B0B86E2C9EA22BDE28B6B2E11D9E9EF62BBB2852DECEAD78492E9F216A85EA745A9534B9BE371613F57D9D835A9A573B31D8C695BBF1DD12999CDC95A14E5AEBD6031AF43C9AE24AE39079305D3BB3A72524AE29A53B486A2512A9749827991F4922982E69E454EAFB5294AE2204836C0CF916BAE92FDBAE2AC925C71EFAB5768BFECC9B49DF74A9BE312622104240C25B22FA71AC3407404447FCDA6D65C02029D11DF96AD6C875ED20EE830D60DBB99FBB2AFA78C75F4E6464AD1371B897BCD2D1AADA233019DA2B3B50215FBB7DE134993050F4FA4299A4DCCD2F68DBF6C28B9E61C1A5E8DECEF5272CD39ECACB286A6F3806B8E72C4AE9640797DB1E52B57DC7EF58AC4BDE612954EEB335ED82F9B239D428577D1B991D25B95D30E3627AEB98403CA4C2C4B5B73657239B34AD4C84E3391299701AF23E54F25CD275C284956F5A8C930ECB5094D5FF68571BCA9A69AECB2B0A70E9D5FBDC13D7E8E605F904EAAE9D68F596DBA3136F54C154BE601D219D1E904B02BC97B2C0F07030449BEB20605F470403B4072C4AA649A798F65F150301499855DD9C04267B57A6621C69E107840180E8663D1DC6BEEB1704010A42072A6C0BDE62694633343E7039EF66180140FE8620B9D8F39A56A47EE55D2217783557B7A957408D22BCD31445267115C425CD1E2241928395692D2CFD1F673D481D96396F28FD9F49E0783E190A4CB0E78082C180460C738E9CB3959D81316BC07C2686EDFF358301C0A287A2212C436D6C978D46497E6AE092BE90916F6BB84781DFA329B13D75C80F8A891154286A1111111114992241D2042A214A3227A12402091340E839873C42043484A44244846494992A603D0832F21DDAC553BF03932FAEC4884C5E2072B7E56B4E21B3995A986128533FE2ACFC15C668E6E4DAF1825EB3C296D2C2930E813929652C06CCAAEA612366D740309A30B5296D0F30239586BC20682AED57327F663D02F37A7EB1D842758614621687455F0D56A9782F6DAD2A4799D8EE17A099902D43808EE71221021F1D1593E46B63B91FBBEDC1A59088BA1B4B1EE1944FA8401C391EC061A6E045FFCBD89ED2508440C9F3B1881AA1C9181B4AE15FC2B85409FEC60853D27568DAAF1C9F6439D8D361B31E483F6E3CABDC33FCAF82CDB59B8E9763D003D941F73845BDD51664CF68FD85FE25D42C81D9459AAD55847788EB70CCCC5D5334804360E0478C72DE2B0F205308592AE49660854BCE9FC02168E951D6DD27666B7D6E8B6857F447DB06E199B13CED01DF04B42F7147D5BFD479FC57F00199DD161F418F29814DD44B5E8DB20A675687FD5B377C1E120582C050319701120288E6CB693B9B704076010BF5C098098E88B18FA7AF01BCAAA57BEC5DC5DACAA18439DF138B9B6E24D97C21B568427A7611E89AD5873997A27CEF247258428712C0A4BF5070B4FA6024D64065051385320B8BBF3B7C3736D01A5D475F8C501856C3A99A09162135A037E33C0C5761BF3305D6F71E8AC3EE65FA2EEF0409B46A3C59111C64CF91E23D21EFBEF82533C734CEFED388D0B0F49319EDCB078C58E1CBB2EAAAECE28D915B753EB3E485B40A583DC1FFF3D47C2D9085CC3683E46DFE7F8F8E3E76948A9030BB07DF5A1530A0667EFF6F946A81600AA',4811);
INSERT INTO "raw" VALUES('e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0',X'28B52FFD607F0CAD2800DA49640D3250699C0330B3185555556543644492C8D82257C6D2484B21571546BBB1E9678CCFB38A91238A037CC4B795E67325A3AAAA86CA00C500C6009465CB68CBB6A1D09AB25E54B0ADF986B21F428D83B2DC75E4FA1DA26DCD094D2A1588ADC3C271121CC7711A47579705CE09E9A45281B63D86D28A10DB1AC961942FF58B243C7449691CAF5D8C2E1645A74B34827E7ED8B68B1FB68D45BBF859B60CA7651EC668D936180EA349EE886DAEBF5F4545483F3FDB1E28A2B06D701C1C5AB3681C30FA94AD401F28A26C6B5C3F53F1AD47E37031F31D4DD027DA41489B4832691CB2A18303DA442690E489448D635ACF5F5118FDF91DD2D09FEB685B3FC95F3E5C53178BB2011F65A50D0A2A23465DBBB37EEA64070A5DE7B4A2F5902B97FC2557DAB0A098A84C4D7E94F6136D7989E5CFCB639B62B246A3D150388BD644348E4984F3C70AB4F1E81C14D10792A224C2966DA391E0B0B06870A2409F98B26C158F5DBEBA9E4E4507592A2B26EAF4793D86AC976407A3D453094C9F3123A54B2A5BC29F42D7AB62D999D79E3853452931A5B21FC33A6533904CE904FDF959927408DB078570899697CBE340055AB6D7145F7CAE3AA398A80BB45F45F144A4F57BB76C63ECD206FAF9B9580197A4204603E20142E3643D487E15D51311C65621FB6143F4B1E4AE23BDDEA76C09870954055C53C4447DD8D44BAEFA691103A1E718CC631B5B870636C9A8702EC9C8188159FD675AF3401004071A474BD28A1595ED187FD80E5AB68F361FFB3B84962DBB47CB6860D9C2A65CEAAAD29AE2C94F96ACFE74C9631B5BC59431F316ABEB872D015D3B635108111A252306429F995C5E55842CDB000C8E053201A00A47412F761A5F2B4B27E8EFB58B54CB840997CF94BAF84C51FC30D013FC21B37CAF21AA98D03BAD9FE42F1FCCA3735083A30ECA4C7F17ABAA1A7BD0F261539584B7D4F26251D47574C9F8D31FB6F1F3E39A824C590FAD992C9C010C516B221618186C1B5B486B268D63122179152D322EE0481B056731C0A17822E3572EA5D9CFB609BAE37EC8CC8EDA049D017409DBC503B5D5C06102EA4DF66161EB20BF0946DA251F5A11D2CF8FF6F3C3565B3380B1C0B0709EC60125D0AE2E8BBF8B4561DBFA425913187DCE96A4C74AC449F15872E80FC20072017E7E96ED04BBF5C4D60459B2EDA74B18C8E8E07BA2F3B14B8B440380B2A8711943CA8C8C8888C84C0A92742042A3941B6307124020B92C0F74CC394224124805918272CA49D20650C017575D0D1BEDD056D09EBC41BA85426BF6112D7A952391C1F9AC7D0ACD6B01D7EB58C1033C2815F027A7C132B541FE21290DE58F26CB25E35D328375C93C62222E8A0480B5CE5A5DDAD298A1795B0F8091A20F2150384B4F982059007717A0D12F190BA65771410008F6904BA85D845A40A6D5BC6A04410264B0F80269C3F1E51D82C187A6EF7A4478E248449F757C8E444363A5981388D0BC7C50DD01B6564E2C61B34BC7DBD828B0556F3F92C0220C5469756C5B0BC728972E001329F626CE82C19AA09731D35D878E1741386B065C8152862EF679D87B99D9C28A22AE7F53C25176D3F36DD87024CF9439F1AE7C5BA8D8DC72E42979E36DED82A6102B2089EC7173B400F27FCF84828181B340506527668CE923D876752E5861F9795383FD7CE3CD9B28454EB2E27218456913B134851C76A4F35918A3ED715A8FBEBF7696EC14EBD7D7D14179698AF5A7B3ECD0CE61F9F9C450C5C92A6B92843139143078083DF22B89E0050C13A7CC6BED7A9EA4AF39B63EB6E70D753A1400495A1F845A90F9FAA1D9F9A81600AA',3455);
INSERT INTO "raw" VALUES('3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7',X'28B52FFD604C005D040032881C1F6045AB0356A97DF73EE57C9B853545052CE443A3F0F90077D930E1304C29014FE2F9B1D6AA43ED5207E6285FE4899EAF8C0807A861289C4A58BA80DA50466674C23EFA5C9A56383B3FA49322F9250098ACE27ADFD2DB5C4A8C9953397BBB83609749BBD64E71F44140A094329CDD3577020700032B0E7888CE5D9D001A09311847A6089D37B507',332);
INSERT INTO "raw" VALUES('ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea',X'28B52FFD6064007503002246151A7069DBE402DB08511C96A75514889E91E12A989BDC7C55FF87108DD08E065E810155052D2BCA4CFB4A106F039E57467DD4523E0903726AFB38E94B7B4E1E1853CFA72F83FC427A536FE1E6477120A2E0F9457C0907001F2B4E378B00802021BC920114245F99D5195650',356);
INSERT INTO "raw" VALUES('b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5',X'28B52FFD60E200950500E20A24214087B80D934BD94F539960812A285516A3F6BE9095F56631342AD19AB10CC3CE051141F40441D24050B2B0569287C29189B2125901AA0FB32230398FBE143D0F1697C086EEF522C4AC05C8F4329651E1F051C5D9F5B97E7ABB7DED75E305D4ED114066459C5D9DD6AA81D4510CC764B39D0E772EAB145BBCD79C7D7963801D627A97DEC4D39762381C0BE0EC6BF0460A002F065A755674582CC2CF764DD65A98700600C9D88379E5295EE74D4101',482);
INSERT INTO "raw" VALUES('8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81',X'28B52FFD60AE01850600F28C281F6069DBD6A152D8521E6F7F4B5FD48F99099B01081191B01B69FE141C8629258FC19388C4415392E84151A801A1A4082545180A9A14481324B0EB0F8FE77CFF78527D9B6F5ED88FDCCFD7416FDCC56A0E2E37BA76065F6BBB40B7FF9069F46552E57E731EC9CD7E3DAFE63C5E4E80AD2D00BAFD8154B96E31D2BC75484233B461ACAEB12E0C4194F3DFA4CA251B052A1F83D9C2EC208F2C2492A2A08054C910B2110E00CC20416C1605FF15DDA73825A440806835A6EC06C4B620909DA7514003DC24B11803C55394CE9BDA03',686);
INSERT INTO "raw" VALUES('3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372',X'28B52FFD604F00850400C2C81D1F6045AB0366795B6F7E65FEDA873545052CA21D1A35A0A156CA72643A8AC00ACFE2F9AED2A594EE5A559B608ECD12B92D8817791ECF5546841B541820389160A106440D6564064DD83FDE38319C9D1FD24991FC52004C5471AD6F696D2E25C6CCA99CBDDD51B0CBA45D6BC7F871C20AECEEE1EC0EE04E0700022B0EF01059B83A005E1261306E4CB13A6F0A0A',335);
INSERT INTO "raw" VALUES('e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798',X'28B52FFD60F702850800565035233089BA01589663AF0D2519A135168E523015B2D184A89122D775ADF30FA9A0A1A002012B002A002A00DB903F7153C304214ACBF92FF87E354F12D698D32DDBB68E02B693F4DEDEA345D6599C46510296AD53EB080DAB846F6D37F5202A43C14F5B4F97EDDEF501966DCFF88B6CC328DB57032A79B1E04441F6935C1E96051F154FA00A9FD58BB0DDC7843EF6E790050A0A654FE4B1AB5F44BD38E97B44497F1EE9D40C863AD94D0D0F0383032DE671966131304B519AF540CF52986641CBA15B2A325592A7B7968D60872DBB5121B4F564895A041300B09D6F06340C15D119233238B8B8D80634C609AC5663C2CE31A19D978B912215EC2150585A0940054F9000A00B1BA1588C319D61B507',1015);
INSERT INTO "raw" VALUES('be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76',X'28B52FFD603D03350800828F30224089B801586EBD2CD44AA1B51BB2657117E09F95595116D8DF6E7E6429E11886D7050F828732AB5D0CB3BCACE5D5AC81158BDAB5A86583DAA51C76B182D72ACD6256CB07B58DA276B14077141329C46644279150D48F3C74DF7153C6EF27A19B7282CEC8C7DFD32403E8D9FA9D8E3E3B42F719B5FBD79EAEE0B929FD6542933E268032ED87AE8836E8BE13D9FC35020ADD584810A14C1B723C71B1A104013EEB9E2FD4F06D2F49D8C1BF53A64D1D034CE3E3AFF95B28A28AA2186684327D923A021600BC68D0203001319E159689EA32119D9A90C2C400AA981350108E183BC4BB261D4A56625A02359995E34C1CA0364DB10429C0B950100919E34DCD673AC36A0F',1085);
INSERT INTO "raw" VALUES('1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451',X'28B52FFD607500150500120A211F6049AB0366BD35E1057988F4AB70470C09BEB0F45CB58F1E9F3E4F340C8325CD41738351A0E238100011B02BF53CB97D9A23E66253E692D8A62EABB54EE73641E52AEC745B2B64EDA5A02B63C1D5B723FCB95C850974E95E0357DFB7606A735F5222821A43F41C448C53520BDDEDEAEC8C81FA442033C8083F370EC541100257E7E44C09002C2B0E040B60B48639132243380174247F306B710AD8795350',373);
INSERT INTO "raw" VALUES('90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0',X'28B52FFD605F006D040032491D1B7069DB2619DFA9211B52FE710D2370FA7A3B8054646B7EB3FFBF964FE13922920EC4840002994E3B9BCB673C4FCB16C768B10CADA26CBAF521C70C8D0E8C96F5B1E6F8F1DE786BB34B74F0F56C6C15D3D9948297C4E8A686D8A4A8522BF11EF375E50E61BD97556535B97144048F43F0756DEE040700164B9C20BA0082C45010000753D614B7F3A6F6',351);
INSERT INTO "raw" VALUES('21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369',X'28B52FFD60AD01450600520C282250699C0340FCDFFBF85D985084FC002440D8E848CC1B8B26DBFDB2FC414ECC4CED0111427483B272D5900AA0A4DACD659595BAD64A55562EAB72D54175535765A254262AC0FC127C5E1BA4E6713CA2277C5E43A9B5D80BE931D48BC42DA684939CD3518113AEE0EC1C1DF7E3010976EC886030C1D9B94138A4416E10C851646B97CDC225D308C21831B6B3336F1CB043856BC675C28F1F7417D581B3F7F3460C002F066A9C19D317624C7567456788C83A850C7C280CC8843F18C40ADE932960E74D4101',685);
INSERT INTO "raw" VALUES('010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c',X'28B52FFD60E401950600B24B2621406BAB03EB6CCF6E44B9905044595D851BFF8D18A9E36191C6847084248EA2085C8D42F38404140D0428929222D0E1A00921500054B0FBE026D9DEC6D35CE1C2E53193DB2E1914F99661257BB585E5B2980B97ED382EECA20FAEBED1F5CF7BB5259147598F11F2408E1C57631357DFB6FA6070DBC13886326E6D4A6BC2C7A11A31B2AB276F4850878CE6A459F1F3842404420657E7E50D011300BC20017613791E220E9D38E15048C85B022636C39A38E189046C6367DCF6AE6B12307381C009202458CCE4131E2C3DB5E9BCA93D',740);
INSERT INTO "raw" VALUES('660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23',X'28B52FFD604B01850500220A22205085BA01886222B6D99B381142C23C070221DA42E77BBF87325B6EE2A8AA1A1895A2526684D0DA3223BB2CCC1EED5806519699594EDA72C2DBB8D01D352B6A289B650C065CBE147808C1FAD7FCF3A923F4E6922E3D6AC9A874FEF3E9A04EDBDFB367B6B300E9EC137F1DE01746C61C24498F3A854A259C4EE723FCB850431B2F0AB3419DC649A90C005B094F7CC521C08AE875080BDA69D48853878713BCEB494A843B6025F0CAACCEB08202',587);
INSERT INTO "raw" VALUES('b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd',X'28B52FFD60B101B507001650311E6049EBD63114E2C81CCCEEA4CFED1663A932B683416A1F692D542200E0F02A0028002500FB541FCDF71D0B64A6719BE7DA2C3E8E94F86F9A74E9C2415267CDAB39410D4D8E41E09C014DCA0A5D084C3DB55CB2E677E5005843970A30576F367C0F2AB9CD4093EEC356439D1DB618199171172ED0A4011B55BA5BF75DD29F73B54A5FA758B0137E73B66211E6B64FDFC50BAF5C853B7F46A578A60D0B84852286008350620E4226414E72300842E67010BB51E1578925484393BEB86F2CD4ACFD08DF79650F005E3800B4897C0211C7471C18980049E240D54620980B42E240C60AA04AC813B4C2288EC618602B113B6F0A0A',689);
INSERT INTO "raw" VALUES('dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906',X'28B52FFD60B302950700520E2E214069DD33BC66A28EED0F655BF9C18BABFDC04B3FD426076CDA6E4EB4B3E328CA8197C1A5DCBDCD34EB3CBCCCC9B6E36C2B4AC26CF7B2DCBD8B02D0DB0C3FCBF2D2ACD2BD0D43EE71460C3768D32AFA3C2EDDE93DC2FB28B18615B9630BC8648CBCC1A402A428B860337293250E090203027180B4A94FF8F450C553D0410515C00EF912BA181F62D1AD1FD0A65E450F71D22BC482D3BA7F5B516FA54790C698D3695349170A9ACAE9BDF4FE400F6538799805B4E927E84212005234937A40B5185080C08A6A0F11FD529C86B12E42C50973CBC1C56650C84E68D90EE014A87209190FDB408FC23A16C698CEB0DA03',947);
INSERT INTO "raw" VALUES('9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26',X'28B52FFD600501BD0500020B2421504DAA034735CC123ABA9E64FF645F1080FA081F288D64B0F8CB55483133333C01CBC27280E33801A94095BBD35CDDB146B3FC68730217C930B593B5C88E9BAC8AC6D520D22018241C28525BCC0698AC8C612FCB884770758DF0DDBCB597F622C9AAACE2EAEAD643ADD52105324EDB779CC33B6C11520F31B6ABB33714D49BF196BD65B8B9404A0CA4845C7D9337020C00C02B0E464457C4114AD88187F5A0AB003942BA182121620D0BCC350D8431A633ACF6',517);
INSERT INTO "raw" VALUES('2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a',X'28B52FFD60AD034D0800624F30216067F4680A1172D9DDBE88340D9F53D84519711C666D3B408BF679CF444110E4010D8206B366B5C228432B6C69C5AC36B066F55A8C2934538B62AB1BB59A400070A7FE07CF9413D90341F6B922523FEC6252EA10EB7206706389FA1F0DEEEACEA44F94F649B73552C7DF4E897503F7FB0EFE564FD41A7F1DFE16CCAD51E4CFFA47B85887A813E0C6FE53F2C1D52107A7491F87E0C62E3999C0EA52A29850C3285B8A64BF98246DFA87DCF83163A07185647C323A7C7061518CA21CB8714C302318006264007A664A0F502330152F1E00C18A3C3C1107E42B41D708438C21182286F9EC812B60D0CA1C00771536A2DAC051805E55460AF08E5748E1917123E4614CEC0C2B28',1197);
INSERT INTO "raw" VALUES('42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531',X'28B52FFD600301950500220B24205067DC06A95F77CB904858C2B1B386A20811B08AA208D4644DF2206566663D014FC173E42064428E2C2443128C94480250750F11AF1E1E73DAE8793A75B6698D8D605057236BCE0097D61A051FC3EB14EC6435F2AA83BA06AEAEDDF8E8BC7AC02669D704AEAE2CE1623D6585D3985CCBC91ACE658B421D74AFAB2F4F10A83F8677E1558E6E380CC34801575FC413010A00B22B0E8B38CF449C90B0588960E7710852808E2030E60C17613A6F6A0F',515);
INSERT INTO "raw" VALUES('5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5',X'28B52FFD601302650600F2CB2520504BDB0640C3265B4C761969B318C9C0102D2F40C5F647C5D7AD9A64666638010D427324494E12307090A320D335BEB5DA0BC92D6E0671F4E6B28BE667F9B95C305B7A98AC315DC2DED44515D2A1DA848E9715A64BD680CDFBE28FE1C50A3783C062593BF52665799B9CC1D1B3A535D8CB6630F03A4CF734658F52C3404B373BBA7AE200FDAD55B59AF0E2000207E470101C5D9927021000CA449CA76082133900653B18C54E58A203DA187A17D9192C050A29DBAF61877011E76D22A4206C8CB98154D29D37B507',787);
INSERT INTO "raw" VALUES('caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de',X'28B52FFD60F9006D0500420A22205047AC03806E212E5669EC38219643870443800ADCAA02C600FB07D9555535049140748380AC41622CA42830576B937A952A6F9F95AF8ABEEC737920BD76C9DD66C649273573C1E525BD4A99C4F0F076BEB4AFFE2A5592744C947199006FE7E99A41CB9311D066C1D86BCA5E2F32D69C7BE1DBDFA18076DB747C1D97AB13C9711484E1EDF139140B00B02B0E4F8BCE0839B2B0037DC310440145423A1F71023DB437A083399D61B507',505);
INSERT INTO "raw" VALUES('1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5',X'28B52FFD609C00FD0500B28C2822306DDB0608D404AE7E247136E17DFB1D32333C87560835376798502FCB8A8888800A4FC3F3941444901228405190403A507DCB762E54E1EACDD3469E23D7D88BCE5265742CA740658D9D0C021D0E1BE15A172E4E7CA96D41441FB2C1A70CBB868E9173C14ED60D0DAEAEEDF8C8F531DA66023E6DECC2D5B5494E98A34DD2700C62CBA8698CD626895A74B3ABAF3F18D41D8677F12A8E3C5190060012C2D597F14708004F2BCE459810361972C4013EA66942C718139E8274DED41E',412);
INSERT INTO "raw" VALUES('556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6',X'28B52FFD60AD02DD0700A2CF2F206067EBD0AA114207EED16CE05A709A5B002A20579B31FA8D3E6750920000CA030D82C67652ACD4C2DD89930671A7C40A6AD58CC228252674521831AA9785136A1A25DC497127C409429CB4D39AD45DFB64FBA3B13CDDC3F8F4C0A742E65E9B8C4F6534E8D37E32844EE6F4997B9D0AE90B75DADCAB7B375018FD0BCD0005766DFB08F7D882C3289DA387A3D3DF9F255AC0AE6D8F41C4CDF690453CB073C80F01F9710459897FB76B9F650CAC9D07E80FF4823D9669084DD200BBD615CB081400A1C604383B209B6102B4276A18B06B0DC180BD35663C202F8B42D88A3E13C6D806638818B4C40196C57B31D70C24636052056167584101',941);
INSERT INTO "raw" VALUES('6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9',X'28B52FFD60BD02ED0700520E2D205069DCC8157B2744FA936187EF6B5C8A0003D776188C6F7C97E61A1233339F1353C2A409A2EC0180D925499651106B481045A9650F06641784DA440D30C3349A45E787354183DF1CA4A14B1FE4684CBA0DFE93CD1ED7CE790BE89DE428E67B08A5D4CD4F3E8E52429F90215DCAF15D0DF577914567AD909C4183ECE6261FC7826CFF1D900D7EA34BF9313F2289DFA1F0898D9CEF6BDFE68E6329628C7469D30584A552C25D73E7A8A18842184509E852B7D0851800D420014D13C3AEAD054574FE58D46C570E897182D53AE8220451EC01558351769748182720DBF1C2C5090CF6013AE31034B4D1B1C640644C809106832F17CFB63BC36A0F',957);
INSERT INTO "raw" VALUES('99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9',X'28B52FFD609E01650700428E2E22306BDD51B44A6E7ED57C5B23D7B61D7DCA555F688DA44EB1D5AAE76E50A8A0A06015D7C1B56C695801D0305B166E120B66D8D2280A63058360B65078519E6EA90894FDC8B53C0F327A9CD4A98CEA0C51E7E1BDDF3B4B9B7A4524087A1C8D1E86A450405430E0103CD2136923AAECC6B6ED8FBEC87A7CEFDE5D654D7792A155D58EC27E492B071BA804EFD9D1B66DE83CA166C364213A987ACEB0729E5E9234EB9FDAB6D33E0CDA4E87BFC91FC222CB3408C62802DBF629EC231000AF0634EC42355FD1F1221ADC6E41C581A45D80D91684B3033E3646BC2D912E9C004014A032C6184FB13B6F6A0F',670);
INSERT INTO "raw" VALUES('a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4',X'28B52FFD60CF032D0800428F2F215087D6010078D66C3293DE55C8C23774225004246A8B64F6FF346B959399D909010F81C70E98871F851AD5A4855178711A568F428D931C460BC369C03C8C90C24C5218350AAB6561A410BAE59C8AEC5A28FB91C7326BC9D0F8FE943D8F103275C9787DE65E67C34681B7B67B4D449D8FE844376DFD4FB673C3AEED8FBEC8BA8C07372832653719E72B682F100D82B29600BBB621F3C4CD86094154B07BCE70E1DC5E92AC817FB76BDB3A02D64E85BFE6EFB0C826A492830ABBF631D61118000A2606C31C980086334933618589CD188E1A24C8CE446D918833150C3810188A62E8E112538863076A5643120630760037219D9890A1641B438CB0968D31A633ACF6',1231);
INSERT INTO "raw" VALUES('e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0',X'28B52FFD60A100650500820A2321504BAB0340C51024796492537E8A2144863314B6D94C577F8A5F6AAB446666CE134FC2732539A080054100C8812ACC07B58DE728764227A373BA900DAF625DB65E866CD6D74B2173756D876FBC01B1A0362699C645706822C66592F1CAC3392DB8BABEC5A9457D49E134A82DA3E718B14D4921BADBD5D91708EAB1E165BC0A37AE0C2C89006270F54D7C110A00582BCE569890B5105A8513409EC1C4002EE160461F2088D379537B',417);
INSERT INTO "raw" VALUES('616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904',X'28B52FFD605702A50700624E2C205069DCC38A88C934913D1F7AC847A710B6F5C2E5ACFF6F2CA2D78042666686135141A40187441D0010852489520C03BBB090ED0B821168627B93E9C1FD14A96AE767EF31A768CE5F38F46CCF8D4C4F737BEF849EEBFED9E5413374D25B23D741BE502ADCE5B6CFE67CC6E8D27D6F4DBA916DE425E132189108FF8CC9043B6F9E70ACD0DEE8D27DAC8F16F71D0C7F54E356CFB572F83816F4DF74A9A309044BE3D3EC341B6852055112C5B0E8525E684216000A459CC4020A02D3318B13DDABC16607146C008E558C753D55203BB1B5182C212168050029D06B143210ADA8CA4868D84080338679458A177577E74DED01',855);
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
INSERT INTO "records" VALUES('article','99000001','pubmed',1,'6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','','2023-03-07','6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000006','pubmed',1,'c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','','2024-01-30','c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000007','pubmed',1,'e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','','2025-02-15','e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000014','pubmed',1,'7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','','2016-03-21','7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000015','pubmed',1,'e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','','2019-06-03','e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000032','pubmed',1,'32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','','2017-05-15','32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('article','99000900','pubmed',1,'14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','','2024-01-30','14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','c34349667790941a091280fa7dd85825','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000328','mesh',1,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','',NULL,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000368','mesh',1,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','',NULL,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D000818','mesh',1,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','',NULL,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D003414','mesh',1,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','',NULL,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D004311','mesh',1,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','',NULL,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D005234','mesh',1,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','',NULL,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D005355','mesh',1,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','',NULL,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006509','mesh',1,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','',NULL,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006525','mesh',1,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','',NULL,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D006801','mesh',1,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','',NULL,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008103','mesh',1,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','',NULL,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008104','mesh',1,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','',NULL,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008107','mesh',1,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','',NULL,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D008264','mesh',1,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','',NULL,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D011169','mesh',1,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','',NULL,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D014182','mesh',1,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','',NULL,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D014470','mesh',1,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','',NULL,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D017093','mesh',1,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','',NULL,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D017690','mesh',1,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','',NULL,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D019698','mesh',1,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','',NULL,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D033581','mesh',1,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','',NULL,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D036101','mesh',1,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','',NULL,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D045164','mesh',1,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','',NULL,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D056806','mesh',1,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','',NULL,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D064987','mesh',1,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','',NULL,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('descriptor','D065626','mesh',1,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','',NULL,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','2457ace439fd4e94962f28e7a656e9b9','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000001','clinicaltrials',1,'63558d64afffe642169f36120e9162e6f6439210155fc1aaeff0f1b752a69021','af91fb8cf50da53bc2353fa0e144c4a35b222e48fdde1b6e17ee50deeb78a971','2025-09-30','d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1','d0c2870c72a452ebc62cbc79717e9e13','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000006','clinicaltrials',1,'337f40130cd0d75a8b7a08c2a8fcf93209891c6b64402bccce70deecaadf09b1','18ca97257ab74ad2eb0417ab3e4a0287fcd5a1ca60b8addfc65f0f16f6869b7e','2023-05-22','34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7','d0c2870c72a452ebc62cbc79717e9e13','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000007','clinicaltrials',1,'944412a6c7d0062f96158c0cc06649a517b0c6e372302273f9e3c167348d9752','aa1cbccf211851a4e3625020cc53570e00bca183837780f1232e6b2e5d22d315','2016-04-11','64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be','d0c2870c72a452ebc62cbc79717e9e13','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
INSERT INTO "records" VALUES('trial','NCT90000047','clinicaltrials',1,'8382e12f0e7517d0f91f31afc4dbd05c202043eb672a52b34f0b4e743982472c','af91fb8cf50da53bc2353fa0e144c4a35b222e48fdde1b6e17ee50deeb78a971','2025-08-25','863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e','d0c2870c72a452ebc62cbc79717e9e13','2026-11-24T12:00:00Z','2026-11-24T12:00:00Z',0,NULL,NULL);
CREATE TABLE registry_versions (
    trial_id TEXT NOT NULL,
    version INTEGER NOT NULL,           -- the registry's own count, from 0
    date TEXT NOT NULL,                 -- as the registry dates it
    status TEXT,
    modules TEXT NOT NULL,              -- labels of the modules that changed, joined by "|"
    sha256 TEXT NOT NULL REFERENCES raw(sha256),
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (trial_id, version)
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
INSERT INTO "related" VALUES('article','99000006','article','99000007',2,0.264,'["same product: macrophages", "same donor: autologous", "MeSH: Macrophages, Humans, Liver Cirrhosis", "words: macrophage, randomised, autologous, trial, nct90000006", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('article','99000006','article','99000900',1,0.814,'["same product: macrophages", "same donor: autologous", "same stage: compensated cirrhosis", "both measure: mortality, MELD", "MeSH: Aged, Transplantation, Autologous, Macrophages", "words: macrophage, 9, care, autologous, compensated", "shares Muster, U", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('article','99000007','article','99000006',1,0.264,'["same product: macrophages", "same donor: autologous", "MeSH: Macrophages, Humans, Liver Cirrhosis", "words: macrophage, randomised, autologous, trial, nct90000006", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('article','99000007','article','99000900',2,0.261,'["same product: macrophages", "same donor: autologous", "MeSH: Macrophages, Humans, Liver Cirrhosis", "words: macrophage, randomised, autologous, trial, nct90000006", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('article','99000014','article','99000015',1,0.224,'["same cell source: cord blood", "same donor: allogeneic", "words: cure, 40, patients, stem, cord"]');
INSERT INTO "related" VALUES('article','99000015','article','99000014',1,0.224,'["same cell source: cord blood", "same donor: allogeneic", "words: cure, 40, patients, stem, cord"]');
INSERT INTO "related" VALUES('article','99000900','article','99000006',1,0.814,'["same product: macrophages", "same donor: autologous", "same stage: compensated cirrhosis", "both measure: mortality, MELD", "MeSH: Aged, Transplantation, Autologous, Macrophages", "words: macrophage, 9, care, autologous, compensated", "shares Muster, U", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('article','99000900','article','99000007',2,0.261,'["same product: macrophages", "same donor: autologous", "MeSH: Macrophages, Humans, Liver Cirrhosis", "words: macrophage, randomised, autologous, trial, nct90000006", "shares Specimen, A", "shares Exemplar, H"]');
INSERT INTO "related" VALUES('trial','NCT90000001','trial','NCT90000047',1,0.487,'["same cell source: umbilical cord", "same product: umbilical-cord MSC", "same donor: allogeneic", "same route: peripheral vein (intravenous)", "same aetiology: hepatitis B", "MeSH: Hepatitis B, Liver Cirrhosis, Hepatitis, Viral, Human", "words: uc, msc, umbilical, mesenchymal, mscs", "shares Shili, L", "same sponsor: Example University Hospital"]');
INSERT INTO "related" VALUES('trial','NCT90000047','trial','NCT90000001',1,0.487,'["same cell source: umbilical cord", "same product: umbilical-cord MSC", "same donor: allogeneic", "same route: peripheral vein (intravenous)", "same aetiology: hepatitis B", "MeSH: Hepatitis B, Liver Cirrhosis, Hepatitis, Viral, Human", "words: uc, msc, umbilical, mesenchymal, mscs", "shares Shili, L", "same sponsor: Example University Hospital"]');
CREATE TABLE relevance (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    score REAL NOT NULL,                -- 0 to 1
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "relevance" VALUES('article','99000001',1.0,'["condition: “liver cirrhosis” in title", "therapy: “mesenchymal stem cells” in title"]');
INSERT INTO "relevance" VALUES('article','99000006',1.0,'["condition: “liver cirrhosis” in title", "therapy: macrophages (“Autologous macrophage” in title)"]');
INSERT INTO "relevance" VALUES('article','99000007',1.0,'["condition: “liver cirrhosis” in title", "therapy: macrophages (“macrophage therapy” in title)"]');
INSERT INTO "relevance" VALUES('article','99000014',1.0,'["condition: “liver cirrhosis” in title", "therapy: “stem cells” in title"]');
INSERT INTO "relevance" VALUES('article','99000015',1.0,'["condition: “liver cirrhosis” in title", "therapy: “stem cells” in title"]');
INSERT INTO "relevance" VALUES('article','99000032',0.125,'["condition: not met", "therapy: hepatic progenitor or hepatocyte-like cells (“Liver progenitor cells” in title)"]');
INSERT INTO "relevance" VALUES('article','99000900',1.0,'["condition: “liver cirrhosis” in title", "therapy: macrophages (“Autologous macrophage” in title)"]');
INSERT INTO "relevance" VALUES('trial','NCT90000001',1.0,'["condition: “Liver Cirrhosis” in brief title", "therapy: “Stem Cell” in brief title"]');
INSERT INTO "relevance" VALUES('trial','NCT90000006',1.0,'["condition: “Liver Cirrhosis” in official title", "therapy: macrophages (“Macrophage Therapy” in brief title)"]');
INSERT INTO "relevance" VALUES('trial','NCT90000007',0.125,'["condition: not met", "therapy: hepatic progenitor or hepatocyte-like cells (“Liver Progenitor Cells” in official title)"]');
INSERT INTO "relevance" VALUES('trial','NCT90000047',0.125,'["condition: not met", "therapy: “mesenchymal stem cells” in interventions name"]');
CREATE TABLE removed_countries (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE result_analyses (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
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
    PRIMARY KEY (trial_id, outcome_position, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "result_analyses" VALUES('NCT90000007',1,1,'OG000','Exact binomial','<0.05',NULL,NULL,'95','0.03','0.38',NULL);
CREATE TABLE result_outcomes (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
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
    PRIMARY KEY (trial_id, position)
) STRICT;
INSERT INTO "result_outcomes" VALUES('NCT90000007',1,'PRIMARY','Participants with treatment-related adverse events','Counted by CTCAE','All treated','12 months','COUNT_OF_PARTICIPANTS',NULL,'Participants','POSTED','[{"id":"OG000","title":"Cohort 1","description":"As treated"}]','[{"groupId":"OG000","value":"20"}]','[{"categories":[{"measurements":[{"groupId":"OG000","value":"3"}]}]}]');
CREATE TABLE result_sections (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (trial_id, section)
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
, not_found TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_found))) STRICT;
INSERT INTO "run_queries" VALUES(1,1,'clinicaltrials','core','search','query.term=AREA[StudyFirstPostDate]RANGE[MIN, MAX]',NULL,'[]','complete',4,4,4,0,0,'[]','2026-11-24T09:00:05','2026-11-24T12:00:00Z',NULL,'[]');
INSERT INTO "run_queries" VALUES(2,1,'pubmed','core','search','1800:3000[dp]','1800/01/01:3000/12/31[Date - Publication]','[]','complete',7,7,7,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL,'[]');
INSERT INTO "run_queries" VALUES(3,1,'pubmed',NULL,'cited','id=99000040',NULL,'[]','complete',1,0,0,0,0,'["99000040"]',NULL,'2026-11-24T12:00:00Z',NULL,'[]');
INSERT INTO "run_queries" VALUES(4,1,'pubmed',NULL,'naming','NCT90000001[si] OR NCT90000001[tiab] OR NCT90000006[si] OR NCT90000006[tiab] OR NCT90000007[si] OR NCT90000007[tiab] OR NCT90000047[si] OR NCT90000047[tiab] OR NCT90000947[si] OR NCT90000947[tiab]',NULL,'[]','complete',5,0,0,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL,'[]');
INSERT INTO "run_queries" VALUES(5,1,'mesh',NULL,'descriptors','D000368 D003414 D004311 D005234 D005355 D006509 D006525 D006801 D008103 D008104 D008107 D008264 D011169 D014182 D014470 D017093 D019698 D036101 D045164 D056806 … (22 descriptors)',NULL,'[]','complete',NULL,26,26,0,0,'[]',NULL,'2026-11-24T12:00:00Z',NULL,'[]');
CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'partial', 'failed', 'interrupted')),
    full INTEGER NOT NULL,              -- 1 if everything held was fetched anew
    software TEXT NOT NULL,
    error TEXT
, generation INTEGER, refused TEXT, refused_at TEXT, refusal_stands INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "runs" VALUES(1,'2026-11-24T12:00:00Z','2026-11-24T12:00:00Z','complete',0,'0.2.0',NULL,1,NULL,NULL,0);
CREATE TABLE same_study (               -- each finding stands in both directions
    trial_id TEXT NOT NULL,
    other_trial_id TEXT NOT NULL,
    rule TEXT NOT NULL,                 -- the file of db/studies, or candidate, or verdict
    relation TEXT NOT NULL CHECK (relation IN ('same', 'extension', 'parent', 'candidate')),
    score REAL NOT NULL,                -- 1.0 for a statement by number; of a candidate its probability
    evidence TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('same', 'extension', 'parent', 'different')),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    withdrawn_on TEXT,                  -- nothing says so any more
    PRIMARY KEY (trial_id, other_trial_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE see_also (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    url TEXT,
    id TEXT,
    comment TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE sponsors (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT,
    sponsor_class TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "sponsors" VALUES('NCT90000001',1,'lead','Example University Hospital','OTHER');
INSERT INTO "sponsors" VALUES('NCT90000001',2,'collaborator','Invented Cell Therapies Ltd','INDUSTRY');
INSERT INTO "sponsors" VALUES('NCT90000006',1,'lead','Imaginary Liver Trials Network','NETWORK');
INSERT INTO "sponsors" VALUES('NCT90000007',1,'lead','Invented Cell Therapies Ltd','INDUSTRY');
INSERT INTO "sponsors" VALUES('NCT90000047',1,'lead','Example University Hospital','OTHER');
CREATE TABLE stood_again (              -- an earlier version that stood again, word for word
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(run_id)
) STRICT;
CREATE TABLE study_disagreements (      -- each pair once
    study_id TEXT NOT NULL,
    trial_id TEXT NOT NULL,
    other_trial_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    value_type TEXT,                    -- ACTUAL or ESTIMATED, where the registry says so
    other_value TEXT NOT NULL,
    other_value_type TEXT,
    note TEXT,                          -- what to keep in mind of this difference
    PRIMARY KEY (trial_id, other_trial_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE study_members (            -- of studies with several registrations; any other is its own
    trial_id TEXT PRIMARY KEY NOT NULL,
    study_id TEXT NOT NULL              -- the trial_id of one of them
) STRICT, WITHOUT ROWID;
CREATE TABLE supplemental_mesh (
    article_id TEXT NOT NULL REFERENCES articles(article_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ui TEXT,
    name TEXT NOT NULL,
    registry_number TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE told_from (
    source TEXT PRIMARY KEY NOT NULL,   -- '*': the first run in which all trials and papers came
    run_id INTEGER NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "told_from" VALUES('*',1,'2026-11-24T12:00:00Z');
INSERT INTO "told_from" VALUES('clinicaltrials',1,'2026-11-24T12:00:00Z');
INSERT INTO "told_from" VALUES('pubmed',1,'2026-11-24T12:00:00Z');
CREATE TABLE told_links (
    trial_id TEXT NOT NULL,
    article_id TEXT NOT NULL,
    PRIMARY KEY (trial_id, article_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "told_links" VALUES('NCT90000001','99000001');
INSERT INTO "told_links" VALUES('NCT90000006','99000006');
INSERT INTO "told_links" VALUES('NCT90000006','99000007');
INSERT INTO "told_links" VALUES('NCT90000006','99000900');
INSERT INTO "told_links" VALUES('NCT90000007','99000032');
CREATE TABLE trial_documents (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
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
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_events (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT,
    date TEXT,
    date_unknown INTEGER,
    description TEXT,
    party TEXT,
    step TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_ids (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT,
    domain TEXT,
    link TEXT,
    PRIMARY KEY (trial_id, position)
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
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    keyword TEXT NOT NULL,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_keywords" VALUES('NCT90000001',1,'UC-MSC');
INSERT INTO "trial_keywords" VALUES('NCT90000001',2,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000006',1,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000007',1,'HHALPC');
INSERT INTO "trial_keywords" VALUES('NCT90000007',2,'sample record');
INSERT INTO "trial_keywords" VALUES('NCT90000047',1,'UC-MSC');
INSERT INTO "trial_keywords" VALUES('NCT90000047',2,'sample record');
CREATE TABLE trial_mesh (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    ui TEXT NOT NULL,
    area TEXT NOT NULL,
    ancestor INTEGER NOT NULL,
    term TEXT,
    PRIMARY KEY (trial_id, area, ui)
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
CREATE TABLE trial_notes (
    trial_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('word', 'cut')),
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE trial_references (
    trial_id TEXT NOT NULL REFERENCES trials(trial_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pmid TEXT,
    type TEXT,
    citation TEXT,
    retractions TEXT,
    PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "trial_references" VALUES('NCT90000001',1,'99000001','DERIVED','Sample article 99000001. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000001',2,'99000040','BACKGROUND','Sample article 99000040. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000006',1,'99000006','RESULT','Sample article 99000006. Example J Hepatol.',NULL);
INSERT INTO "trial_references" VALUES('NCT90000006',2,'99000007','DERIVED','Sample article 99000007. Example J Hepatol.',NULL);
CREATE TABLE trials (
    trial_id TEXT PRIMARY KEY NOT NULL,
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
, registry TEXT NOT NULL DEFAULT '', nct_id TEXT) STRICT;
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
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000001','nct','NCT90000001');
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
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000006','nct','NCT90000006');
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
• Pregnancy','ALL',NULL,NULL,'6 Weeks','17 Years','CHILD',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Small sample of a sample.',1,NULL,'https://clinicaltrials.gov/study/NCT90000007','nct','NCT90000007');
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
• Pregnancy','ALL',NULL,NULL,'18 Years','70 Years','ADULT|OLDER_ADULT',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'https://clinicaltrials.gov/study/NCT90000047','nct','NCT90000047');
CREATE TABLE undelivered (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    runs INTEGER NOT NULL,              -- in how many it was asked for in vain, half a day apart
    counted_at TEXT NOT NULL,           -- when the last of them was
    PRIMARY KEY (source, kind, record_id)
) STRICT, WITHOUT ROWID;
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
    run_id INTEGER NOT NULL REFERENCES runs(run_id), source TEXT,
    PRIMARY KEY (kind, id, version),
    FOREIGN KEY (kind, id) REFERENCES records(kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "versions" VALUES('article','99000001',1,'6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','6ca03395430c8563d3b5f236227ea2cef2d9d22945f5e940f78262403da3dfec','2023-03-07','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000006',1,'c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','c4d2f10662fd83b6c7872427a1c4e9c9c74d1cb6034dc6c9b2a8bc579282d790','2024-01-30','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000007',1,'e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','e7c857ea6519c4c3fb567009d2bdd752bf07361d95da973e98acee8cb7f2afd0','2025-02-15','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000014',1,'7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','7b93afdf3cceae8a152a0fcc743b5c1885aadbbb336aef6c31a2877f0d03e314','2016-03-21','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000015',1,'e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','e9533af39ceccae2bf40a5da593fb3d6e71df352f406000de05cabf6381a2cf6','2019-06-03','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000032',1,'32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','32e0864280a93fd0f28223ee3a4a36be696b452fdd8cfafbed2e3bdc197f6e1f','2017-05-15','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('article','99000900',1,'14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','14b507e3e83cc180245a54260d9e32798f011b6127fa0d424028c772680c1699','2024-01-30','2026-11-24T12:00:00Z',1,'pubmed');
INSERT INTO "versions" VALUES('descriptor','D000328',1,'3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7','3674a602c14ed3aa5b301c1f5cdeb1493cfa043b969efb277d5acd30a6a72ae7',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D000368',1,'3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372','3c6730b49a916c06566d525dcbdb657382f5a7de1fe99df540aa63e20b2a9372',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D000818',1,'ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea','ce73f06670760c8152ceac3e356165c15f95a56f6b6f71deca05b375201333ea',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D003414',1,'e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798','e4f454ec6a32df1ed435a0278c19277fd711c4ff28aa3c95412680eb4381b798',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D004311',1,'be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76','be8e6049da70f328f53e92a5de53f52def845893a6812dd695f96406fd50db76',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D005234',1,'1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451','1676ac46cc8e1369d0a756effc44fc94e79aede3fdc5d359e326587ab69e7451',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D005355',1,'90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0','90dc1923606fdbff64745f80e64b0161216c4e09b1140eaf82bacabe06868fe0',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D006509',1,'21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369','21fbfcec28884db52825df12c54ef2e55bd65dc0db28335e1bee524198228369',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D006525',1,'010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c','010c95687fb4db08858f7a5d496794aa1ff04d9819a185e5a551cf1865d4956c',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D006801',1,'660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23','660c5ff5836795a9e1b19a539b16c498e34340d56ef2203fcf3f5e5930e4ab23',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D008103',1,'b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd','b651f33fe6a612fb3e1b52040009010148172e2207e18e2aede95cb051653ebd',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D008104',1,'dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906','dd1f83b362258d40bf0710544483d9ee8ebfb281529abffa0f1f821953ef1906',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D008107',1,'9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26','9662aba01614b4774cf539f14b2e5e1809b3a0729dc5fbb5727be0585ca2ff26',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D008264',1,'2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a','2806981587e72ef8d1544f6ef5a9ed0d77b519484ac9f337a4ad67298fd7053a',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D011169',1,'42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531','42f3cfb2c315e2c4cf6533679e222ade23f34f4a2cb1edd169b2b02b9a720531',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D014182',1,'5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5','5ef60e4fef2458b1a208890b72d18ea5ad0f1dbdcb76fbc53573e88d2a39d9c5',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D014470',1,'caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de','caf39bd8381a0135ac6a6d41d9fda1845d38f5a80dacf99201dd7506b40e22de',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D017093',1,'1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5','1ee26e3609e968215b9d5cd7f7ac07ebc0bf707e8043cee5716ca2733bc205b5',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D017690',1,'b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5','b0a5d0516f31d95ac0cd59928daa9020b996d71247ae2e3237467a896157ebe5',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D019698',1,'556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6','556ed7ca0c0ec135cc29773f6270bba3ae706d7943d5897659c486707a82ede6',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D033581',1,'8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81','8fe775c0fa20cdb9a5e55323f34f3df9a9bde9013f57fb4c2148dda76c13bb81',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D036101',1,'6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9','6bf0557ff8639d6d26573160e04b2ce23599fbaf35cca17fe34497ff710e7fa9',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D045164',1,'99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9','99d501cd0869208e2bee7164fed69491a6c3aefc73d7f851d926cfa95dc9d1f9',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D056806',1,'a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4','a0549dd1eb519149900936032904832ee5ee28ce679d0add2a553119471878c4',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D064987',1,'e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0','e90ee6c2ceb77daa2adfc1f7a2ab037f6b6c2028a8bd3a508cb1f2e2ce24c2a0',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('descriptor','D065626',1,'616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904','616980b6d67890f7323d95bf3a89cce971e048cf2c2bb0c94c2547514f2b7904',NULL,'2026-11-24T12:00:00Z',1,'mesh');
INSERT INTO "versions" VALUES('trial','NCT90000001',1,'d63a4b6c44b925cac615edd59b4569d59b0fca6af1dfcf716d158d5e3603cdf1','63558d64afffe642169f36120e9162e6f6439210155fc1aaeff0f1b752a69021','2025-09-30','2026-11-24T12:00:00Z',1,'clinicaltrials');
INSERT INTO "versions" VALUES('trial','NCT90000006',1,'34bfa523acf670fb6626adfad7cab6cb31ec4f1633de11726967c91894d7cab7','337f40130cd0d75a8b7a08c2a8fcf93209891c6b64402bccce70deecaadf09b1','2023-05-22','2026-11-24T12:00:00Z',1,'clinicaltrials');
INSERT INTO "versions" VALUES('trial','NCT90000007',1,'64a2371b9e45e508f02278c512496abca16fa96f1b37362c65be5ad0bf4729be','944412a6c7d0062f96158c0cc06649a517b0c6e372302273f9e3c167348d9752','2016-04-11','2026-11-24T12:00:00Z',1,'clinicaltrials');
INSERT INTO "versions" VALUES('trial','NCT90000047',1,'863f2c3d8edc188d64bb5c84d4a43089b7b0faf5d4c3357c8b44c1de5254df2e','8382e12f0e7517d0f91f31afc4dbd05c202043eb672a52b34f0b4e743982472c','2025-08-25','2026-11-24T12:00:00Z',1,'clinicaltrials');
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
CREATE INDEX articles_doi_folded ON articles(lower(doi));
CREATE INDEX articles_pmcid ON articles(pmcid);
CREATE INDEX changes_record ON changes(kind, record_id);
CREATE INDEX changes_run ON changes(run_id);
CREATE INDEX stood_again_id ON stood_again(kind, id);
CREATE INDEX membership_gaps_record ON membership_gaps(kind, record_id);
CREATE INDEX articles_pmid ON articles(pmid);
CREATE INDEX links_article_id ON links(article_id);
CREATE VIEW trial_numbers AS            -- every number by which a paper may name a held trial
SELECT trial_id AS number, trial_id, 1 AS own FROM trials
UNION
SELECT alias, id, 1 FROM aliases WHERE kind = 'trial'
UNION
SELECT m.number, m.id, 0
FROM mentions AS m JOIN trials AS t ON t.trial_id = m.id
WHERE m.kind = 'trial' AND m.field LIKE 'trial_ids%' AND m.registry <> t.registry;
CREATE VIEW nearness AS
SELECT
    kind,
    id,
    CASE WHEN trial_id IS NULL THEN score ELSE 0.5 END AS score,
    CASE
        WHEN trial_id IS NULL THEN reasons
        ELSE json_insert(reasons, '$[#]', 'it belongs to ' || trial_id || ', a trial on topic')
    END AS reasons
FROM (
    SELECT
        r.*,
        CASE
            WHEN r.kind = 'article' AND r.score < 0.5 THEN (
                SELECT min(l.trial_id)
                FROM links AS l
                JOIN relevance AS n ON n.kind = 'trial' AND n.id = l.trial_id AND n.score >= 0.5
                WHERE l.article_id = r.id
                    AND l.relation IN ('results', 'protocol', 'derived')
                    AND l.withdrawn_on IS NULL
            )
        END AS trial_id
    FROM relevance AS r
);
CREATE INDEX study_members_study_id ON study_members(study_id);
CREATE INDEX study_disagreements_study_id ON study_disagreements(study_id);
CREATE VIEW integrity_marks AS
SELECT
    a.article_id,
    a.integrity,
    CASE
        WHEN a.integrity <> 'retracted' THEN 'pubmed'
        WHEN EXISTS (
            SELECT 1 FROM corrections AS c
            WHERE c.article_id = a.article_id
                AND c.ref_type IN ('RetractionIn', 'RetractedandRepublishedIn')
        ) THEN 'pubmed'
        WHEN EXISTS (
            SELECT 1 FROM article_types AS y
            WHERE y.article_id = a.article_id
                AND (y.ui = 'D016441' OR y.name = 'Retracted Publication')
        ) THEN 'pubmed'
        ELSE 'title'
    END AS source,
    NULL AS trial_id,
    NULL AS note
FROM articles AS a
WHERE a.integrity IS NOT NULL
UNION ALL
SELECT a.article_id, 'retracted', 'registry', r.trial_id, r.retractions
FROM trial_references AS r
JOIN articles AS a ON a.article_id = CASE
    WHEN r.pmid GLOB '[0-9]*' AND r.pmid NOT LIKE '10.%' THEN r.pmid
    WHEN r.pmid IS NOT NULL
        THEN (SELECT p.article_id FROM articles AS p WHERE p.pmcid = r.pmid OR lower(p.doi) = r.pmid LIMIT 1)
    ELSE (
        SELECT p.article_id
        FROM mentions AS m
        JOIN articles AS p ON CASE m.registry
            WHEN 'pmid' THEN p.pmid = m.number
            WHEN 'doi' THEN lower(p.doi) = m.number
            WHEN 'pmcid' THEN p.pmcid = m.number
        END
        WHERE m.kind = 'trial' AND m.id = r.trial_id
            AND m.field = 'trial_references[' || (r.position - 1) || ']'
        ORDER BY m.position
        LIMIT 1
    )
END
WHERE r.retractions IS NOT NULL;
COMMIT;
PRAGMA application_id = 1213355603;
PRAGMA user_version = 20;
