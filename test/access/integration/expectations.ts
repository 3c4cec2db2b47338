/** Who asks: each role, and somebody who can sign in but is not configured. */
export type Caller = 'admin' | 'manager' | 'leader' | 'marketer' | 'rep' | 'nobody';

/** Answers about a lead that is the caller's in some way, and about one that is not. */
type Pair = readonly [inside: string, outside: string];

/** A line of the matrix. */
interface Expectation {
  /** Parameters of the path that are other ones than those of the lead. @default - none */
  readonly path?: Readonly<Record<string, string>>;
  /** What is asked beside the path; `{fullName}` is that of the lead. @default - nothing */
  readonly query?: string;
  readonly body?: unknown;
  /** Where the body has to be another one for each. @default - `body` */
  readonly bodyOf?: (caller: Caller) => unknown;
  readonly answers: Readonly<Record<Caller, Pair>>;
}

const both = (status: string): Pair => [status, status];
const inScope: Pair = ['200', '404'];
const ofLeads = { admin: both('200'), manager: inScope, leader: inScope, marketer: both('200'), rep: inScope, nobody: both('404') };
const nothing = {
  admin: both('404'),
  manager: both('404'),
  leader: both('404'),
  marketer: both('404'),
  rep: both('404'),
  nobody: both('404'),
};
const ofAdmins = (status: string): Expectation['answers'] => ({ ...nothing, admin: both(status) });
const ofRules = {
  admin: both('200'),
  manager: both('404'),
  leader: both('404'),
  marketer: both('200'),
  rep: both('404'),
  nobody: both('404'),
};
/** Of posts that are held back: a manager sees those from their regions. */
const ofPosts = (allowed: string, outside: string): Expectation['answers'] => ({
  admin: both(allowed),
  manager: [allowed, outside],
  leader: both('404'),
  marketer: both('404'),
  rep: both('404'),
  nobody: both('404'),
});
/** Of leads in lists that are kept by hand. */
const ofLists: Expectation['answers'] = { ...nothing, admin: both('204'), marketer: both('204'), manager: ['204', '404'] };
const ofAll = (status: string) => ({
  admin: both(status),
  manager: both(status),
  leader: both(status),
  marketer: both(status),
  rep: both(status),
});
const listed: Pair = ['200 with it', '200 without it'];

/** What each route with a token answers to whom, by its id. A new route needs a line. */
export const expectations: Readonly<Record<string, Expectation>> = {
  listLeads: {
    answers: {
      admin: both('200 with it'),
      manager: listed,
      leader: listed,
      marketer: both('200 with it'),
      rep: listed,
      nobody: both('404'),
    },
  },
  // Who may not see a name may not ask for one either.
  searchLeads: {
    query: '?q={fullName}',
    answers: { admin: both('200 with it'), manager: listed, leader: listed, marketer: both('404'), rep: listed, nobody: both('404') },
  },
  readMe: { answers: { ...ofAll('200'), nobody: both('404') } },
  readToday: { answers: { ...ofAll('200'), nobody: both('404') } },
  listViews: { answers: { ...ofAll('200'), nobody: both('404') } },
  saveView: { body: { name: 'Mine', query: { stage: 'mql' } }, answers: { ...ofAll('200'), nobody: both('404') } },
  // One of a pool that only an admin saved.
  deleteView: { query: '?poolId=south', answers: { ...ofAll('404'), nobody: both('404') } },
  readLead: { answers: ofLeads },
  readTimeline: { answers: ofLeads },
  explainScore: { answers: ofLeads },
  whyMessage: { query: '?sequence=chao-nguoi-moi&step=thu-dau', answers: ofLeads },
  forecastLead: { answers: ofLeads },
  readConsent: { answers: { ...ofLeads, marketer: both('404') } },
  // What the person says of themselves anybody may note who works with them; agreement to tracking is nobody's to give.
  sayConsent: {
    body: { purpose: 'tracking', granted: true, how: 'phone', at: '2026-11-22T03:00:00.000Z' },
    answers: {
      admin: both('409'),
      manager: ['409', '404'],
      leader: ['409', '404'],
      marketer: both('404'),
      rep: ['409', '404'],
      nobody: both('404'),
    },
  },
  readDecisions: { answers: ofLeads },
  // Each their own person, who is known by the second time. A role without contact details is not told.
  enterLead: {
    bodyOf: (caller) => ({ fullName: `Khách của ${caller}`, email: `${caller}@khach.example` }),
    answers: {
      ...nothing,
      admin: both('200'),
      manager: both('200'),
      leader: both('200'),
      marketer: both('202'),
      rep: both('200'),
    },
  },
  checkLead: {
    body: { phone: '0999 999 999' },
    answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200'), rep: both('200') },
  },
  // Whoever names no version is asked for one, whatever the lead is; test/editing asks who may about leads.
  editLead: {
    body: { title: 'Chủ tiệm' },
    answers: { ...nothing, admin: both('428'), manager: both('428'), leader: both('428'), rep: both('428') },
  },
  // By a clock that is ahead. Nobody here had the leads of others; that a rep has their own still is no reason to lose what they noted.
  keepLateAct: {
    bodyOf: () => ({ notedAt: '2100-01-01T00:00:00.000Z', act: { is: 'note', text: 'Hẹn gọi lại' } }),
    answers: { ...nothing, rep: ['201', '404'] },
  },
  // It is theirs already, and nobody's to give back; test/held asks who may take back what.
  holdAct: {
    body: { act: { is: 'decline', reason: 'other' } },
    answers: { ...nothing, rep: ['409', '404'] },
  },
  performHeldAct: { answers: nothing },
  takeBackHeldAct: { answers: nothing },
  applyLateAct: { answers: nothing },
  dismissLateAct: { answers: nothing },
  listNotes: { answers: { ...ofLeads, marketer: both('404') } },
  writeNote: {
    body: { text: 'Hẹn gọi lại sau Tết' },
    answers: { ...nothing, admin: both('201'), manager: ['201', '404'], leader: ['201', '404'], rep: ['201', '404'] },
  },
  listLetters: { answers: { ...ofLeads, marketer: both('404') } },
  beginLetter: { answers: { ...ofLeads, marketer: both('404') } },
  writeLetter: {
    body: { subject: 'Báo giá', text: 'Em gửi như đã hẹn.' },
    answers: { ...nothing, admin: both('201'), manager: ['201', '404'], leader: ['201', '404'], rep: ['201', '404'] },
  },
  listTexts: { answers: { ...ofLeads, marketer: both('404') } },
  // By a script that is for later stages: refused whatever the hour at which this runs. test/texts asks what the gate says.
  recordText: {
    body: { script: 'gui-bao-gia-zalo', text: 'Em gửi báo giá' },
    answers: { ...nothing, admin: both('409'), manager: ['409', '404'], leader: ['409', '404'], rep: ['409', '404'] },
  },
  undoText: { answers: nothing },
  listReplies: { answers: { ...ofLeads, marketer: both('404') } },
  noteReply: {
    body: { text: 'Tuần sau gọi lại nhé' },
    answers: { ...nothing, admin: both('201'), manager: ['201', '404'], leader: ['201', '404'], rep: ['201', '404'] },
  },
  // There is none, and nobody is told whether that is why; test/notes asks others than its author about one.
  changeNote: { body: { text: 'Hẹn gọi lại' }, answers: nothing },
  deleteNote: { answers: nothing },
  tagLead: { body: { add: ['hội chợ'] }, answers: ofLeads },
  noticeText: { answers: { ...ofLeads, marketer: both('404') } },
  readQualification: { answers: ofLeads },
  readProfile: { answers: ofLeads },
  setProfile: { body: { readiness: 'now' }, answers: { ...ofLeads, marketer: both('404') } },
  readSubmission: { answers: ofLeads },
  // Each caller takes a device of their own off.
  unlinkVisitor: {
    answers: {
      admin: both('204'),
      manager: ['204', '404'],
      leader: ['204', '404'],
      marketer: both('404'),
      rep: ['204', '404'],
      nobody: both('404'),
    },
  },
  // Each takes the lead from where the one before has left it.
  moveLead: {
    bodyOf: (caller) => ({ stage: caller === 'manager' || caller === 'rep' ? 'mql' : 'sql', reason: 'spoke' }),
    answers: { ...ofLeads, marketer: both('404') },
  },
  // Every lead is active already, which is told to those who may say so.
  setStatus: {
    body: { status: 'active', reason: 'other' },
    answers: {
      admin: both('409'),
      manager: ['409', '404'],
      leader: ['409', '404'],
      marketer: both('404'),
      rep: ['409', '404'],
      nobody: both('404'),
    },
  },
  // There is no such rep, which is told whatever the lead is; test/owners asks each role about leads.
  setOwner: {
    body: { repId: 'nobody', reason: 'other' },
    answers: { ...nothing, admin: both('422'), manager: both('422'), leader: both('422'), rep: both('422') },
  },
  // No pool lets anything float, which is told to those who may let go; test/owners asks each role where one does.
  releaseLead: {
    body: { reason: 'other' },
    answers: { ...nothing, admin: both('409'), manager: ['409', '404'], leader: ['409', '404'], rep: ['409', '404'] },
  },
  // With itself, which is told to those who may merge; test/merging asks about two.
  mergeLeads: {
    body: { otherLeadId: 'nobody' },
    answers: nothing,
  },
  dropMergeCandidate: { body: { otherLeadId: 'nobody' }, answers: nothing },
  listMergeCandidates: { answers: { ...ofLeads, manager: both('200'), leader: both('200'), rep: both('200'), marketer: both('404') } },
  undoMerge: { body: { otherLeadId: 'nobody' }, answers: nothing },
  claimLead: { answers: nothing },
  listFloating: { answers: { ...nothing, admin: both('200'), leader: inScope } },
  qualifyLead: { body: { factors: { budget: 'partly' } }, answers: { ...ofLeads, marketer: both('404') } },
  openOpportunity: { body: {}, answers: { ...ofLeads, marketer: both('404') } },
  // Of each the own, whatever leads there are; there is none of the id, and nobody is told whether that is why: test/firms asks each role about some.
  listCompanies: { answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200'), rep: both('200') } },
  readCompany: { answers: nothing },
  listCompanyPeople: { answers: nothing },
  changeCompany: { body: { name: 'Sông Thu' }, answers: nothing },
  makeCompany: {
    body: { name: 'Sông Thu' },
    answers: { ...nothing, admin: both('201'), manager: both('201'), leader: both('201'), rep: both('201') },
  },
  mergeCompanies: { body: { otherCompanyId: 'nobody' }, answers: nothing },
  dropCompanyCandidate: { body: { otherCompanyId: 'nobody' }, answers: nothing },
  listCompanyCandidates: { answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200'), rep: both('200') } },
  undoCompanyMerge: { body: { otherCompanyId: 'nobody' }, answers: nothing },
  setCompany: { body: { companyId: null }, answers: { ...ofLeads, marketer: both('404') } },
  listLeadOpportunities: { answers: { ...ofLeads, marketer: both('404') } },
  listOpportunities: { answers: { ...ofLeads, manager: both('200'), leader: both('200'), rep: both('200'), marketer: both('404') } },
  // There is none, and nobody is told whether that is why; test/opportunities asks each role about one.
  changeOpportunity: { body: { stage: 'demo' }, answers: nothing },
  // There is none either; test/owners asks each role about one that floats.
  releaseOpportunity: { body: { reason: 'other' }, answers: nothing },
  claimOpportunity: { answers: nothing },
  acceptLead: { body: {}, answers: { ...nothing, rep: inScope } },
  revealNumber: { answers: { ...nothing, rep: inScope } },
  // It is theirs already, and nobody's to give back.
  declineLead: { body: { reason: 'other' }, answers: { ...nothing, rep: ['409', '404'] } },
  logCall: { body: { outcome: 'closed' }, answers: { ...ofLeads, marketer: both('404') } },
  listOutcomes: { answers: { ...ofRules, manager: both('200'), leader: both('200'), marketer: both('404'), rep: both('200') } },
  listFields: { answers: { ...ofRules, manager: both('200'), leader: both('200'), marketer: both('404'), rep: both('200') } },
  listCalls: { answers: { ...ofLeads, marketer: both('404') } },
  // There is none, and nobody is told whether that is why; test/call-log asks others than its author about one.
  undoCall: { answers: nothing },
  // A rep's own; test/tasks asks each role whose tasks it sees.
  showWork: { answers: { ...ofRules, manager: both('200'), leader: both('200'), marketer: both('404'), rep: both('200') } },
  listTasks: { answers: { ...ofRules, manager: both('200'), leader: both('200'), marketer: both('404'), rep: both('200') } },
  tasksOfLead: { answers: { ...ofLeads, marketer: both('404') } },
  createTask: {
    body: { kind: 'call', dueAt: '2027-01-05T02:00:00.000Z', repId: 'rep-anh' },
    answers: {
      admin: both('201'),
      manager: ['201', '404'],
      leader: ['201', '404'],
      marketer: both('404'),
      rep: ['201', '404'],
      nobody: both('404'),
    },
  },
  // There is none, and nobody is told whether that is why; test/tasks asks each role about one.
  finishTask: { answers: nothing },
  cancelTask: { answers: nothing },
  reopenTask: { answers: nothing },
  snoozeTask: { body: { until: '2027-01-05T02:00:00.000Z' }, answers: nothing },
  handOverTask: { body: { repId: 'rep-anh' }, answers: nothing },
  // A rep of the south who is not the caller; test/routing has a rep switch for themselves.
  switchDuty: { body: { on: true }, answers: { ...nothing, admin: both('200'), leader: both('200') } },
  planLeave: { body: {}, answers: { ...nothing, admin: both('200'), leader: both('200') } },
  // What was just noted: once withdrawn, it is there no more.
  withdrawLeave: { answers: { ...nothing, admin: ['204', '404'] } },
  readPoolDuty: { answers: { ...nothing, admin: both('200'), leader: inScope } },
  // Nobody of the name is in the pool, which is told for each; test/routing switches those who are.
  switchPoolDuty: { body: { reps: [{ repId: 'nobody', on: true }] }, answers: { ...nothing, admin: both('200'), leader: inScope } },
  // Each their own, whatever leads there are; a chat needs a bot, which this company has not.
  readNotices: { answers: { ...ofAll('200'), nobody: both('404') } },
  chooseNotices: { body: { channels: ['email'] }, answers: { ...ofAll('200'), nobody: both('404') } },
  readDigests: { answers: { ...ofAll('200'), nobody: both('404') } },
  chooseDigests: { body: { weekly: false, monthly: true }, answers: { ...ofAll('200'), nobody: both('404') } },
  // Of the marketer, once asked as a user that there is.
  signOutEverywhere: { answers: { ...nothing, admin: ['204', '404'], marketer: ['204', '404'] } },
  proveTelegram: { body: { code: '482913' }, answers: { ...ofAll('422'), nobody: both('404') } },
  listPurchases: { answers: ofLeads },
  recordLeadPurchase: {
    body: { currency: 'VND', facts: [{ kind: 'confirmed', at: '2026-11-22T03:04:05Z', amount: 1_500_000 }] },
    answers: { ...ofLeads, marketer: both('404') },
  },
  // An order of somebody else than the two leads; who may tell of orders may tell of anybody's.
  recordPurchase: {
    body: {
      source: 'shop-hcm',
      orderId: 'DH-1024',
      buyer: { email: 'nguoimua@example.net' },
      currency: 'VND',
      facts: [{ kind: 'confirmed', at: '2026-11-22T03:04:05Z', amount: 1_500_000 }],
    },
    answers: { ...nothing, admin: both('200'), manager: both('200') },
  },
  // There is none; test/purchases asks each role about one.
  addPurchaseFacts: { body: { facts: [{ kind: 'shipped', at: '2026-11-22T03:04:05Z' }] }, answers: nothing },
  voidPurchaseFact: { body: { reason: 'mistake' }, answers: nothing },
  listQuarantine: { answers: ofPosts('200', '200') },
  // Each caller decides about posts of their own; one who has decided about it is answered so.
  releaseHeld: { answers: ofPosts('202', '404') },
  rejectHeld: { answers: ofPosts('200', '404') },
  // There is none, and nobody is told whether that is why; test/proposals asks each role about one.
  acceptProposal: { answers: nothing },
  dropProposal: { answers: nothing },
  replayRouting: { body: { from: '2026-11-01T00:00:00Z' }, answers: ofRules },
  dryRunRouting: { body: { lead: { province: 'Cần Thơ' } }, answers: ofRules },
  // The leads of the south and the north are of two pools.
  // A preview of what the reps have; test/splits asks each role about leads.
  startSplit: {
    body: { check: true, from: 'owned', to: 'pool' },
    answers: { ...nothing, admin: both('200'), manager: both('200'), leader: inScope },
  },
  // Of a rep of the south.
  handOverRep: {
    body: { check: true, to: 'rules' },
    answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200') },
  },
  readHandOver: { answers: nothing },
  undoHandOver: { answers: nothing },
  listSplits: { answers: { ...nothing, admin: both('200'), manager: both('200'), leader: inScope } },
  // There is none, and nobody is told whether that is why; test/splits asks others about one.
  readSplit: { answers: nothing },
  undoSplit: { answers: nothing },
  readPoolLedger: { answers: { ...nothing, admin: both('200'), leader: inScope, rep: inScope } },
  // Numbers of the leads that they are told of: nobody has none; test/reports says which.
  readReport: { answers: { ...ofAll('200'), nobody: both('404') } },
  listBehind: { query: '?column=leads', answers: { ...ofAll('200'), nobody: both('404') } },
  backtestScoring: { body: {}, answers: ofRules },
  countLeads: { body: { rule: { kind: 'b2b' } }, answers: { ...ofRules, manager: both('200') } },
  listSegments: { answers: { ...ofRules, manager: both('200') } },
  // Of those who may, each sees their own; test/imports asks others about one.
  listImports: { answers: { ...ofRules, manager: both('200') } },
  exportPerson: { answers: { ...nothing, admin: both('200'), manager: inScope } },
  noteRightsRequest: { body: { kind: 'view', via: 'phone' }, answers: ofAdmins('200') },
  listRightsRequests: { answers: ofAdmins('200') },
  // There is none: test/rights changes requests and breaches.
  changeRightsRequest: { body: { acknowledge: true }, answers: nothing },
  noteBreach: { body: {}, answers: ofAdmins('200') },
  listBreaches: { answers: ofAdmins('200') },
  changeBreach: { body: { people: 12 }, answers: nothing },
  // Of a workshop: whom a caller may not see is left out of it.
  listRegistrations: { path: { formId: 'hoi-thao' }, answers: { ...ofAll('200'), nobody: both('404') } },
  listEvents: { answers: { ...ofAll('200'), nobody: both('404') } },
  // The form has no event: test/registrations asks about one that has.
  undoCheckIn: { body: { code: 'K7AB-91ZZ' }, answers: nothing },
  walkIn: { body: { fullName: 'Lan', phone: '0912 345 678', consent: true }, answers: nothing },
  checkIn: { body: { code: 'K7AB-91ZZ' }, answers: nothing },
  listTargets: {
    query: '?month=2026-11',
    answers: { ...ofRules, manager: both('200'), leader: both('200'), marketer: both('404'), rep: both('200') },
  },
  // Of a rep of the south.
  setRepTarget: { body: { goals: [] }, answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200') } },
  setPoolTarget: { body: { goals: [] }, answers: { ...nothing, admin: both('200'), manager: inScope, leader: inScope } },
  readMailState: { answers: { ...ofRules, manager: both('200') } },
  resumeMail: { body: { reason: 'Đã gỡ danh sách cũ' }, answers: ofAdmins('204') },
  listExperiments: { answers: ofRules },
  listSpend: { query: '?from=2026-11-01&to=2026-12-01', answers: ofRules },
  tellSpend: { body: { source: 'facebook', from: '2026-11-01', to: '2026-11-30', amount: 30_000_000 }, answers: ofRules },
  // A file that cannot be read, which is told to those who may bring one.
  importSpend: {
    body: { fileName: 'chi-phi.csv', content: Buffer.from('Tên\nAn\n').toString('base64') },
    answers: { ...ofRules, admin: both('422'), marketer: both('422') },
  },
  listWebhooks: { answers: ofAdmins('200') },
  makeWebhook: { body: { url: 'https://hooks.partner.example/in', events: ['lead.erased'] }, answers: ofAdmins('200') },
  // There is none: test/webhooks changes and pings some.
  changeWebhook: { body: { isOn: false }, answers: nothing },
  deleteWebhook: { answers: nothing },
  exchangeWebhookSecret: { answers: nothing },
  pingWebhook: { answers: nothing },
  listDeliveries: { answers: nothing },
  resendDeliveries: { body: { since: '2026-11-01T00:00:00Z' }, answers: nothing },
  // Asked without saying why, so that the others find the lead: test/erasing erases people.
  eraseLead: { answers: ofAdmins('422') },
  cancelErasure: { answers: nothing },
  readErasure: { answers: nothing },
  listErasures: { answers: ofAdmins('200') },
  // Each sees their own; test/exports asks others about one.
  listExports: { answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200'), marketer: both('200') } },
  openExport: {
    body: { format: 'csv' },
    answers: { ...nothing, admin: both('202'), manager: both('202'), leader: both('202'), marketer: both('202') },
  },
  showExport: { answers: nothing },
  openImport: {
    body: { fileName: 'khach.csv', bytes: 10, source: 'hoi-cho' },
    answers: { ...nothing, admin: both('202'), marketer: both('202'), manager: both('202') },
  },
  listConnectors: { answers: ofAdmins('200') },
  showConnector: { answers: nothing },
  listConversions: { answers: nothing },
  previewConnector: { body: {}, answers: nothing },
  approveConnector: { body: {}, answers: nothing },
  changeConnectorToken: { body: {}, answers: nothing },
  showImport: { answers: nothing },
  readImportFile: { answers: nothing },
  mapImport: { body: {}, answers: nothing },
  startImport: { answers: nothing },
  listImportRows: { answers: nothing },
  undoImport: { answers: nothing },
  countSegment: { answers: { ...nothing, admin: both('202'), marketer: both('202'), manager: both('202') } },
  readSegmentCount: { answers: { ...ofRules, manager: both('200') } },
  overlapSegments: { body: { a: 'mua-mot-lan', b: 'khach-lau-khong-mua' }, answers: { ...ofRules, manager: both('200') } },
  addToSegment: { answers: ofLists },
  removeFromSegment: { answers: ofLists },
  listSequences: {
    answers: { ...nothing, admin: both('200'), manager: both('200'), leader: both('200'), marketer: both('200'), rep: both('200') },
  },
  // There is none: test/sequences asks for the leads of one.
  listEnrolled: { answers: nothing },
  listSequencesOfLead: { answers: ofLeads },
  // There is none, which is told to those who may put the lead in; test/sequences puts leads in.
  putInSequence: {
    body: { sequenceId: 'no-such-sequence' },
    answers: {
      admin: both('409'),
      manager: ['409', '404'],
      leader: ['409', '404'],
      marketer: both('409'),
      rep: ['409', '404'],
      nobody: both('404'),
    },
  },
  takeOutOfSequence: {
    answers: {
      admin: both('204'),
      manager: ['204', '404'],
      leader: ['204', '404'],
      marketer: both('204'),
      rep: ['204', '404'],
      nobody: both('404'),
    },
  },
  readConfig: { answers: ofRules },
  diffConfig: { answers: ofRules },
  // A change is taken as far as to the version that it does not name.
  publishConfig: {
    body: { documents: [] },
    answers: { ...ofRules, admin: both('428'), marketer: both('428') },
  },
  publishTemplates: {
    body: { documents: [] },
    answers: { ...ofRules, admin: both('428'), marketer: both('428') },
  },
  // A draft with nothing in it.
  previewTemplate: {
    body: { template: {} },
    answers: { ...ofRules, admin: both('422'), marketer: both('422') },
  },
};
