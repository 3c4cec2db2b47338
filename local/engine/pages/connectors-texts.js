import { language } from './home-texts.js';

const vi = {
  title: 'Kết nối nền tảng',
  home: 'Trang nhà',
  about:
    'Máy này đóng vai Meta, Zalo, TikTok, Google Ads và trang landing: gửi bài mẫu có chữ ký như thật tới /v1/inbound/…, và trả lời khi Phễu hỏi lại. Không có gì ra ngoài máy.',
  world: 'Thế giới',
  add: 'Thêm năm kết nối mẫu',
  quarter: 'Vặn đồng hồ tới 15 phút',
  fate: 'Nền tảng trả lời',
  fates: { answers: 'bình thường', away: 'đang hỏng (5xx)', tooMany: 'quá nhiều lượt hỏi', tokenRefused: 'mã truy cập bị từ chối' },
  none: 'Chưa có kết nối nào.',
  approved: 'đã duyệt',
  fresh: 'mới, chờ duyệt',
  approve: 'Duyệt',
  address: 'Địa chỉ',
  ways: {
    once: 'Gửi một lần',
    twice: 'Gửi hai lần',
    wrongSignature: 'Sai chữ ký',
    lost: '10 bài, mất 4',
    late: 'Trễ 12 giờ',
  },
  posted: ({ people, posts, lost, slowest, statuses }) =>
    `${people} người, ${posts} lượt gửi, ${lost} lượt mất · trả lời ${statuses || '—'} · chậm nhất ${slowest} ms`,
  became: ({ taken, held, other, leads }) => `${taken} đã nhận, ${held} chờ duyệt, ${other} khác · ${leads} khách`,
  columns: ['Lúc', 'Trạng thái', 'Kết quả', 'Khách'],
  states: {
    waiting: 'chờ nhận',
    held: 'chờ duyệt',
    fetching: 'đang hỏi nền tảng',
    taken: 'đã nhận',
    test: 'bài thử',
    ignored: 'bỏ qua',
    failed: 'không nhận được',
  },
  outcomes: { lead: 'khách', quarantine: 'cách ly' },
  nothing: 'Chưa có bài nào.',
  failed: 'Không được',
  added: 'Đã thêm. Các hàm biết sau nửa phút.',
};

const en = {
  title: 'Platform connectors',
  home: 'Home',
  about:
    'This machine plays Meta, Zalo, TikTok, Google Ads and a landing page: it posts signed samples to /v1/inbound/… as they do, and answers when Phễu asks back. Nothing leaves it.',
  world: 'World',
  add: 'Add the five sample connectors',
  quarter: 'Move the clock 15 minutes on',
  fate: 'Platforms answer',
  fates: { answers: 'as usual', away: 'nothing (5xx)', tooMany: 'too many requests', tokenRefused: 'token refused' },
  none: 'No connector yet.',
  approved: 'approved',
  fresh: 'new, not approved',
  approve: 'Approve',
  address: 'Address',
  ways: {
    once: 'Post once',
    twice: 'Post twice',
    wrongSignature: 'Wrong signature',
    lost: '10 posts, 4 lost',
    late: '12 hours late',
  },
  posted: ({ people, posts, lost, slowest, statuses }) =>
    `${people} people, ${posts} posts, ${lost} lost · answered ${statuses || '—'} · slowest ${slowest} ms`,
  became: ({ taken, held, other, leads }) => `${taken} taken, ${held} held, ${other} other · ${leads} leads`,
  columns: ['At', 'State', 'Outcome', 'Lead'],
  states: {
    waiting: 'waits',
    held: 'held until approved',
    fetching: 'the platform is asked',
    taken: 'taken',
    test: 'test',
    ignored: 'ignored',
    failed: 'failed',
  },
  outcomes: { lead: 'lead', quarantine: 'quarantine' },
  nothing: 'No post yet.',
  failed: 'That did not work',
  added: 'Added. Functions know within half a minute.',
};

export const texts = language === 'vi' ? vi : en;
