import { stageNames } from '../leads/sentences.ts';
import type { Texts } from './definition.ts';

const both = (vi: string, en: string): Texts => ({ vi, en });

/** What reports are called. */
export const reportTitles: Readonly<Record<string, Texts>> = {
  overview: both('Tổng quan', 'Overview'),
  funnel: both('Phễu', 'Funnel'),
  flow: both('Luồng chuyển giai đoạn', 'Flow between stages'),
  sources: both('Nguồn khách', 'Sources'),
  campaigns: both('Chiến dịch', 'Campaigns'),
  speed: both('Tốc độ phản hồi', 'Speed to lead'),
  reps: both('Nhân viên', 'Reps'),
  lost: both('Lý do thua và loại', 'Lost and disqualified'),
  revenue: both('Doanh thu', 'Revenue'),
  ageing: both('Tuổi khách và khách mắc lại', 'Ageing and stuck'),
  pipeline: both('Nhu cầu đang mở', 'Open pipeline'),
  forecast: both('Dự báo', 'Forecast'),
  sequences: both('Chuỗi chăm sóc', 'Sequences'),
  behaviour: both('Hành vi trên web', 'Behaviour on the site'),
  profile: both('Chân dung khách', 'Who comes'),
  quality: both('Chất lượng dữ liệu', 'Quality of data'),
  feedback: both('Phản hồi về sản phẩm', 'Feedback on products'),
  cohorts: both('Nhóm theo tháng đến', 'Cohorts'),
  distribution: both('Chia khách', 'Distribution'),
};

/** What rows are, by the dimension. */
export const dimensionTitles: Readonly<Record<string, Texts>> = {
  none: both('Tất cả', 'All'),
  day: both('Ngày', 'Day'),
  week: both('Tuần, từ thứ Hai', 'Week, from Monday'),
  month: both('Tháng', 'Month'),
  source: both('Nguồn', 'Source'),
  channel: both('Kênh', 'Channel'),
  campaign: both('Chiến dịch', 'Campaign'),
  utmSource: both('utm_source', 'utm_source'),
  utmMedium: both('utm_medium', 'utm_medium'),
  product: both('Sản phẩm', 'Product'),
  region: both('Vùng', 'Region'),
  province: both('Tỉnh/TP', 'Province'),
  pool: both('Nhóm', 'Pool'),
  rep: both('Nhân viên', 'Rep'),
  kind: both('Cá nhân hay công ty', 'Person or company'),
  member: both('Nhóm và nhân viên', 'Pool and rep'),
  reason: both('Lý do', 'Reason'),
  move: both('Từ giai đoạn nào đến đâu', 'From which stage to which'),
  stage: both('Giai đoạn', 'Stage'),
  pipeline: both('Quy trình bán', 'Pipeline'),
  sequence: both('Chuỗi', 'Sequence'),
  topic: both('Chủ đề', 'Topic'),
  ageBand: both('Độ tuổi', 'Age'),
  industry: both('Ngành nghề', 'Industry'),
  sizeBand: both('Quy mô', 'Size of the firm'),
  incomeBand: both('Thu nhập', 'Income'),
  productWord: both('Sản phẩm và điều được nói', 'Product and what is said'),
  word: both('Điều được nói', 'What is said'),
  said: both('Loại phản hồi', 'Kind of feedback'),
  closeMonth: both('Tháng dự kiến chốt', 'Month of expected close'),
};

/** Words of the product that stand as keys of rows. */
export const channelNames: Readonly<Record<string, Texts>> = {
  form: both('biểu mẫu', 'form'),
  manual: both('nhập tay', 'typed in'),
  import: both('danh sách nhập', 'list'),
  connector: both('kết nối', 'connector'),
};
export const regionNames: Readonly<Record<string, Texts>> = {
  north: both('miền Bắc', 'North'),
  central: both('miền Trung', 'Central'),
  south: both('miền Nam', 'South'),
};
export const kindNames: Readonly<Record<string, Texts>> = {
  person: both('cá nhân', 'person'),
  company: both('công ty', 'company'),
};

export const ageBandNames: Readonly<Record<string, Texts>> = {
  under18: both('dưới 18 tuổi', 'under 18'),
  '18-24': both('18–24 tuổi', '18–24'),
  '25-34': both('25–34 tuổi', '25–34'),
  '35-44': both('35–44 tuổi', '35–44'),
  '45-54': both('45–54 tuổi', '45–54'),
  '55-64': both('55–64 tuổi', '55–64'),
  '65+': both('65 tuổi trở lên', '65 and over'),
};
/** Stages as rows are called: in Vietnamese `lead` is a word of the trade, which reports do not expect everybody to know. */
export const stageRowNames: Readonly<Record<string, Texts>> = { ...stageNames, lead: both('khách mới', 'lead') };
export const readinessNames: Readonly<Record<string, Texts>> = {
  now: both('mua ngay', 'right away'),
  within3Months: both('trong 3 tháng', 'within 3 months'),
  within12Months: both('trong 12 tháng', 'within 12 months'),
  later: both('muộn hơn', 'later'),
  no: both('không định mua', 'not at all'),
};

/** What people say of, beside the questions of the company's own forms. */
export const feedbackNames: Readonly<Record<string, Texts>> = {
  lost: both('lý do thua', 'reason of a loss'),
  satisfaction: both('mức hài lòng', 'satisfaction'),
  readiness: both('khi nào mua', 'when they will buy'),
  needs: both('nhu cầu', 'need'),
  interests: both('quan tâm', 'interest'),
  buyingHabits: both('thói quen mua', 'buying habit'),
};

export const words = {
  total: both('Tổng', 'Total'),
  before: both('kỳ trước', 'before'),
  unknown: both('không rõ', 'unknown'),
  noTopic: both('không xem chủ đề nào', 'no topic seen'),
  noCampaign: both('không có chiến dịch', 'no campaign'),
  nobody: both('không ai phụ trách', 'nobody has it'),
  noPool: both('không thuộc nhóm nào', 'no pool'),
  lost: both('thua', 'lost'),
  arrives: both('mới vào', 'arrives'),
  wholeCompany: both('toàn công ty', 'the whole company'),
  ofRegions: both('khu vực', 'regions'),
  ofPools: both('nhóm', 'pools'),
  own: both('của riêng bạn', 'your own'),
} as const;
