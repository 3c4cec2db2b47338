import type { Locale } from '../../shared/leads/record.ts';
import { detailDays } from '../../shared/tracking/pack.ts';
import { dataClasses } from './classes.ts';
import { type InventoryOf, isUsed, usedBy } from './inventory.ts';
import { recipients } from './recipients.ts';
import { type Both, both, table } from './words.ts';

/** Where AWS has computers that a company in Vietnam would choose; Vietnam has none. */
const places: Readonly<Record<string, Both>> = {
  'ap-southeast-1': both('Singapore', 'Singapore'),
  'ap-southeast-2': both('Úc (Sydney)', 'Australia (Sydney)'),
  'ap-southeast-3': both('Indonesia (Jakarta)', 'Indonesia (Jakarta)'),
  'ap-southeast-5': both('Malaysia', 'Malaysia'),
  'ap-southeast-7': both('Thái Lan', 'Thailand'),
  'ap-east-1': both('Hồng Kông', 'Hong Kong'),
  'ap-northeast-1': both('Nhật Bản (Tokyo)', 'Japan (Tokyo)'),
};

const gap = both('**[công ty điền]**', '**[to be filled in by the company]**');
const filled = (text: string): Both => both(text, text);

interface Part {
  readonly asks: Both;
  readonly answer: Both;
}

const measures: readonly Both[] = [
  both(
    'Mã hoá khi lưu (khoá của AWS) và khi truyền (TLS 1.2 trở lên).',
    "Encrypted at rest (AWS' keys) and in transit (TLS 1.2 and above).",
  ),
  both(
    'Mỗi hàm chỉ có quyền trên những loại mục mà nó cần; không hàm nào được quét cả bảng.',
    'Each function has rights on the kinds of items that it needs; none may scan the table.',
  ),
  both(
    'Người dùng xem theo vai trò, vùng và nhóm; số và địa chỉ có thể che.',
    'Users see by role, region and pool; numbers and addresses may be masked.',
  ),
  both('Nhật ký, sự kiện và số đo không chứa họ tên, số hay địa chỉ.', 'Logs, events and metrics hold no name, number or address.'),
  both(
    'Địa chỉ mạng và trình duyệt chỉ được giữ dưới dạng mã băm có khoá.',
    'Network addresses and browsers are kept as keyed digests alone.',
  ),
  both('Không giữ hành vi trên trang khi chưa có đồng ý riêng.', 'Behaviour on the site is not kept without a consent of its own.'),
  both(
    'Xoá một người có chứng nhận; bản sao lưu hết hạn sau 35 ngày; sau khi khôi phục, việc xoá được áp dụng lại.',
    'Erasing a person gives a certificate; backups end after 35 days; after a restore erasures are applied again.',
  ),
  both(
    'Sổ yêu cầu của chủ thể dữ liệu với hạn theo Nghị định 356 Điều 5; bản ghi sự cố với hạn 72 giờ.',
    'A register of requests with the terms of Decree 356 Art. 5; a record of breaches with their 72 hours.',
  ),
];

const words = {
  title: both(
    'Hồ sơ đánh giá tác động chuyển dữ liệu cá nhân ra nước ngoài — bản nháp',
    'Dossier for the transfer of personal data abroad — draft',
  ),
  made: both(
    'Tạo bằng `npm run generate` từ `config/` và mã nguồn; của bản triển khai khác: `npm run inventory -- --config THƯ_MỤC --region REGION`. Đây là tài liệu giúp điền mẫu của cơ quan, không thay mẫu đó và không phải tư vấn pháp lý.',
    'Made by `npm run generate` from `config/` and the code; of another deployment: `npm run inventory -- --config FOLDER --region REGION`. It helps to fill in the form of the authority; it is not that form, and no legal advice.',
  ),
  law: both('Luật đòi gì', 'What the law asks for'),
  asks: both('điều phải nêu', 'what is to be said'),
  answer: both('trả lời', 'answer'),
  part: both('Nội dung', 'Contents'),
  flows: both('Các luồng chuyển', 'Flows'),
  flow: both('bên nhận', 'recipient'),
  data: both('lớp dữ liệu', 'classes of data'),
  where: both('ở đâu', 'where'),
  role: both('vai trò', 'role'),
  measures: both('Biện pháp bảo vệ', 'Measures'),
  open: both('Còn thiếu', 'What is missing'),
} as const;

const law: readonly Both[] = [
  both(
    'Việt Nam không có Region nào của AWS: lưu trữ ở Region khác là chuyển dữ liệu ra nước ngoài (Luật BVDLCN số 91/2025/QH15, Điều 20; Nghị định 356/2025/NĐ-CP, Điều 17).',
    'AWS has no Region in Vietnam: storing in another one is a transfer abroad (PDPL 91/2025/QH15, Art. 20; Decree 356/2025, Art. 17).',
  ),
  both(
    'Hồ sơ đánh giá tác động chuyển dữ liệu nộp cho cơ quan chuyên trách (A05, Bộ Công an) trong 60 ngày kể từ lần chuyển đầu tiên; hồ sơ đánh giá tác động xử lý dữ liệu trong 60 ngày kể từ khi bắt đầu xử lý (Nghị định 356, Điều 17–19).',
    'The dossier goes to the authority (A05, Ministry of Public Security) within 60 days of the first transfer; that of the processing itself within 60 days of its beginning (Decree 356, Art. 17–19).',
  ),
  both(
    'Doanh nghiệp nhỏ và khởi nghiệp được hoãn năm năm, siêu nhỏ được miễn, trừ khi kinh doanh dịch vụ xử lý dữ liệu, xử lý dữ liệu nhạy cảm, hoặc có dữ liệu của từ 100.000 người (Luật Điều 38; Nghị định 356 Điều 41). Hành vi trên mạng là dữ liệu nhạy cảm: ai bật theo dõi trang web không được miễn.',
    'Small companies and start-ups have five years, micro ones are exempt, unless they process as a business, process sensitive data, or have data of 100,000 persons (PDPL Art. 38; Decree 356 Art. 41). Behaviour on the net is sensitive: whoever tracks their site is not exempt.',
  ),
  both(
    'Kèm theo: báo cáo theo mẫu của Nghị định 356 (các bản tóm tắt gọi là Mẫu số 09; công ty kiểm tra lại), và hợp đồng với bên nhận nêu trách nhiệm bảo vệ dữ liệu.',
    'With it go a report on the form of Decree 356 (summaries call it form 09; check it) and the contracts with recipients that say who protects the data.',
  ),
];

/** The dossier as Markdown: what is known from code and configuration, and where the company has to write itself. */
export function transferDossier(of: InventoryOf, locale: Locale): string {
  const say = (text: Both): string => text[locale];
  const parts = partsOf(of);
  const used = recipients.filter(({ id }) => isUsed(id, of));
  const place = placeOf(of);
  return [
    `# ${say(words.title)}`,
    '',
    say(words.made),
    '',
    `## ${say(words.law)}`,
    '',
    ...law.map((one) => `- ${say(one)}`),
    '',
    `## ${say(words.part)}`,
    '',
    ...table(
      [say(words.asks), say(words.answer)],
      parts.map(({ asks, answer }) => [say(asks), say(answer)]),
    ),
    '',
    `## ${say(words.flows)}`,
    '',
    ...table(
      [words.flow, words.role, words.data, words.where].map(say),
      used.map((one) => [
        say(one.name),
        say(one.role),
        dataClasses
          .filter((data) => usedBy(data, of).includes(one.id))
          .map(({ id, name }) => `[${say(name)}](data-inventory.${locale}.md#${id})`)
          .join(', '),
        one.id === 'aws' || one.id === 'ses' ? say(place) : say(one.where),
      ]),
    ),
    '',
    `## ${say(words.measures)}`,
    '',
    ...measures.map((one) => `- ${say(one)}`),
    '',
    `## ${say(words.open)}`,
    '',
    ...parts.filter(({ answer }) => answer.en.includes(gap.en)).map(({ asks }) => `- [ ] ${say(asks)}`),
    '',
  ].join('\n');
}

function placeOf({ region }: InventoryOf): Both {
  if (region === null) {
    return both(
      `${gap.vi} (thiết lập \`region\`; docs/deploy.md đề xuất ap-southeast-1, Singapore)`,
      `${gap.en} (the setting \`region\`; docs/deploy.md proposes ap-southeast-1, Singapore)`,
    );
  }
  const place = places[region];
  return place ? both(`${place.vi} (${region})`, `${place.en} (${region})`) : both(`${region}: ${gap.vi}`, `${region}: ${gap.en}`);
}

function partsOf(of: InventoryOf): Part[] {
  const { company } = of;
  const { leadsAfterMonths, customersAfterMonths, visitsAfterDays = detailDays } = company.retention ?? {};
  const months = (count: number | undefined): Both => (count === undefined ? gap : both(`${count} tháng`, `${count} months`));
  const [leads, customers] = [months(leadsAfterMonths), months(customersAfterMonths)];
  const purposes = (locale: Locale): string => dataClasses.map(({ name, purpose }) => `${name[locale]}: ${purpose[locale]}`).join('; ');
  return [
    {
      asks: both('Bên chuyển: tên, địa chỉ, liên lạc', 'Who transfers: name, address, contact'),
      answer: filled(`${company.name}; ${company.address}; ${company.phone}; ${company.email}; ${company.website}`),
    },
    { asks: both('Mã số doanh nghiệp và người đại diện theo pháp luật', 'Business number and legal representative'), answer: gap },
    {
      asks: both(
        'Bộ phận hoặc người phụ trách bảo vệ dữ liệu cá nhân, liên lạc',
        'Who answers for the protection of personal data, and how to reach them',
      ),
      answer: gap,
    },
    {
      asks: both('Bên nhận và nước nhận', 'Recipient and country'),
      answer: both(`Amazon Web Services; ${placeOf(of).vi}`, `Amazon Web Services; ${placeOf(of).en}`),
    },
    {
      asks: both('Hợp đồng với bên nhận: số, ngày, điều khoản về dữ liệu', 'Contract with the recipient: number, date, terms on data'),
      answer: both(
        `AWS Customer Agreement và phụ lục xử lý dữ liệu (DPA): ${gap.vi}`,
        `AWS Customer Agreement and its Data Processing Addendum: ${gap.en}`,
      ),
    },
    { asks: both('Ngày chuyển lần đầu', 'Day of the first transfer'), answer: gap },
    { asks: both('Mục đích chuyển và xử lý', 'Purposes'), answer: both(purposes('vi'), purposes('en')) },
    {
      asks: both('Loại dữ liệu, cơ bản và nhạy cảm', 'Data, basic and sensitive'),
      answer: both('[Kiểm kê](data-inventory.vi.md)', '[The inventory](data-inventory.en.md)'),
    },
    {
      asks: both('Số chủ thể dữ liệu', 'How many persons'),
      answer: both(`${gap.vi} (\`npm run retention -- check\` đếm hồ sơ)`, `${gap.en} (\`npm run retention -- check\` counts records)`),
    },
    {
      asks: both('Đồng ý của chủ thể, và cách rút lại', 'Consent of the persons, and how they withdraw it'),
      answer: both(
        'mỗi mục đích một ô không tích sẵn, kèm phiên bản chữ đã hiện; rút lại bằng liên kết trong mỗi thư, hoặc báo nhân viên; có hiệu lực ngay',
        'one box for each purpose, never ticked before, with the version of its words; withdrawn by a link in each mail or by telling a colleague; at once',
      ),
    },
    {
      asks: both(
        'Chữ trong biểu mẫu có nói rằng dữ liệu được lưu ở nước ngoài',
        'Whether the words of the forms say that data is stored abroad',
      ),
      answer: gap,
    },
    {
      asks: both('Thời gian lưu', 'How long it is kept'),
      answer: both(
        `người chưa mua ${leads.vi} không hoạt động; khách hàng ${customers.vi}; hành vi chi tiết ${visitsAfterDays} ngày; phần còn lại xem kiểm kê`,
        `who never bought ${leads.en} without anything done; customers ${customers.en}; behaviour in detail ${visitsAfterDays} days; the rest see the inventory`,
      ),
    },
    { asks: both('Đánh giá rủi ro và mức ảnh hưởng', 'Risks, and how much they would harm'), answer: gap },
    { asks: both('Ý kiến của bộ phận pháp chế, người ký', 'Opinion of the legal department, and who signs'), answer: gap },
  ];
}
