/** Real names as people type them, to prove that no spam rule takes one for gibberish or a link. */
const families =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nghiêm Quách Khương Trương Đoàn Trịnh Tôn Văn Ông Kpă Y Hờ Giàng'.split(
    ' ',
  );
const middles = 'Thị Văn Minh Ngọc Thanh Đức Hữu Quốc Thu Hoài Bảo Nguyệt'.split(' ');
const given =
  'Hường Dũng Tuấn Quỳnh Nghĩa Phương Trang Thảo Phúc Vy Đạt Ánh Ngân Khôi Yến Tú Sơn Nghi Khuyên Thương Hoàng Uyên Thủy Quyên Nhật Nguyệt Tuyết Trưởng Diễm Chung'.split(
    ' ',
  );

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** 240 Vietnamese names: with marks, without, in capitals, run together, short and with a title. */
export const vietnameseNames: readonly string[] = Array.from({ length: 240 }, (_, index) => {
  const parts = [pick(families, index), pick(middles, index * 5), pick(given, index * 7)];
  const name = parts.join(' ');
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
  return pick(
    [
      name,
      plain,
      name.toUpperCase(),
      plain.toLowerCase(),
      plain.replaceAll(' ', ''),
      `Ths.${pick(given, index)}`,
      name.normalize('NFD'),
      `${name} 0912345678`,
    ],
    index,
  );
});

/** From some thirty countries, chosen for their rare letters, long runs of consonants and odd capitals. */
export const internationalNames: readonly string[] = `
Grzegorz Brzęczyszczykiewicz|Zbigniew Szczepański|Krzysztof Wąchnicki|Małgorzata Chrząszcz|Mikołaj Krzyżanowski|Wojciech Szymczyk|Jędrzej Strzępka
Friedrich Hirschsprung|Jürgen Schwarzschild|Karl-Heinz Rumpelstilz|Ulrich Knightsbridge|Dörthe Angstschweiß|Max Schmidt-Rottluff|Horst Pschyrembel|Anja Wurstschneider
Václav Škrdlant|Zdeněk Vlk|Jiří Hrdlička|Stanislav Smrž|Ondřej Čtvrtníček|Blanka Strnadová|Petr Krč|Jan Mrkvička
Mstislav Rostropovich|Vsevolod Vstavskiy|Vyacheslav Chebyshev|Svyatoslav Richter|Zhdan Pshenichnikov|Алексей Щербаков|Наталія Гриценко
Hrvoje Smrdelj|Srđan Crnković|Krk Brdar|Boško Vrhovac|Žnj Grgić|Ljiljana Štrbac
Llewellyn Rhydderch|Gwynn Pryddlwch|Rhys Llwyd|Siân Phillips|Cynthia Lynn|Lynn Flynn|Skye Wynn
Tadhg Ó Caoimh|Saoirse Ní Dhomhnaill|Muireann Nic Amhlaoibh|Niamh McLoughlin|Eoghan MacGillivray|Aoife O'Sullivan
Ng Wei|Ng Ng|Hsu Ting|Wm Shih|Kwok Cheung|Tsz Kwan Ng|Szeto Wah|Tse Lok Hang|Chow Yun-fat|Zhang Qiuxi|Xu Zhicheng|Lü Buwei|陈伟|王小明|李娜
Park Jin-young|Kim Seokjin|Hwang Hyunjin|Choi Kyunghwan|이민호|Byun Baekhyun
Tsukasa Hitotsubashi|Shunsuke Nakamura|Chiyo Ryuuguu|山田太郎|さくら|Kyohei Tsuchiya
Somchai Jitpleecheep|Phraya Phahonphonphayuhasena|Kittisak Srisawat|Nattawut Skidjai|สมชาย|Wongsathorn Ngernyuang
Nguyen Van A|Le B|Tran|An|Ha|Y|Lý|Bà Năm|Chị Tư Sài Gòn|Anh Ba (Q.7)|Cô Sáu bán bún|C.Lan|A Phủ|Má Hai
Nyein Chan|Htet Htet Htun|Khin Maung Nyunt|Aung San Suu Kyi|Thwin Thwin
Jayawardhanapura Krishnamurthy|Srinivasa Varadhachariar|Subrahmanyan Chandrasekhar|Thiruvananthapuram Narayanaswamy|Jyotsna Kshatriya|Dnyaneshwar Pdkr
Xhevdet Shqiponja|Gjergj Kastrioti Skënderbeu|Nxnxë Bardhyl|Ngjela Rrapo
Mthokozisi Nxumalo|Nkosazana Dlamini-Zuma|Ntshingwayo Mkhize|Ngũgĩ wa Thiong'o|Mbwana Mkwawa|Thandeka Hlongwane|Sbusiso Mthwalo
Örn Hrafnkelsson|Guðrún Þorsteinsdóttir|Björgvin Halldórsson|Sigurður Ægisson
Jón Páll|Håkon Wijkström|Åse Kleveland|Sören Kierkegaard|Bjørn Strøm|Knut Mjølsnes
Kees van der Schrijver|Anneke Angstrom|Wijnand Schroeder|Gijsbrecht van 's-Gravenmoer|Yvonne Borchwardt
José Luis Rodríguez Zapatero|María Ángeles Fernández|João Gonçalves|Conceição Magalhães|Íñigo Errejón|Xochitl Quetzalli|Ixchel Tzab
Erzsébet Szentgyörgyi|Györgyi Nyilas|Zsolt Schmidt|Ágnes Hegyközszentmárton
Muhammad Al-Khwarizmi|Abdulrahman bin Abdulaziz|محمد علي|Ghassan Khdr|Hssain Tbr|Rym Bchr
Mxolisi|Zyx Wyvern|Bryn Terfel|Kathryn Schwartz|Christchurch Knightley|Schwarzenegger|McDonald|DeLaCruz|MacGillivrayMcLeod|LaToya|JoAnn|D'Angelo|O'Brien-Smythe
NguyenThiThuHuong|TranVanNam|LeHoangPhuc|PhanThịMỹLinh|HOÀNG VĂN THỤ|nguyễn văn a|Võ Thị Sáu!|Ms. Lan|Mr.Nam|Dr.Khoa|TS. Nguyễn Văn B|Ph.D Trang|J.R.R. Tolkien|PGS.TS.Minh
Nguyễn (chị Hoa)|Lan & Nam|Công ty TNHH Hoa Sen|Cửa hàng 24/7|Shop Bé Na 2|Lan 0912.345.678|Nam 1990|Hùng Q1/HCM|Quán Ốc 33|Tạp hóa Cô Ba.
`
  .trim()
  .split(/[|\n]/);
