// Invented words for the instance: everything that a person reads in the demo faculty.

/** By the instance's course id: code, title, description. */
export const COURSES: Record<string, [code: string, title: string, description: string]> = {
  c0001: [
    'CSC 221',
    'Data Structures and Algorithms',
    'Lists, trees, hashing, sorting and graphs: how to choose a structure and how to prove what it costs.',
  ],
  c0002: [
    'MAT 211',
    'Linear Algebra',
    'Vector spaces, linear maps, determinants, eigenvalues, and the least squares that engineers live on.',
  ],
  c0004: [
    'CSC 225',
    'Operating Systems',
    'Processes, scheduling, memory, file systems. Labs on a small teaching kernel.',
  ],
  c0005: [
    'STA 210',
    'Probability and Statistics',
    'From counting to estimation and tests, with data of the weather stations at Kisumu and Garissa.',
  ],
  c0014: [
    'CVE 101',
    'Introduction to Civil Engineering',
    'What civil engineers do: one visit to a site each fortnight.',
  ],
  c0015: ['MAT 101', 'Calculus', 'Limits, derivatives, integrals and series for first-year engineers.'],
  c0016: ['PHY 101', 'Physics for Engineers', 'Mechanics, waves and heat with weekly demonstrations.'],
  c0017: [
    'CHE 105',
    'Chemistry Laboratory',
    'Safe laboratory work, titration, corrosion and concrete chemistry.',
  ],
  c0024: [
    'CSC 234',
    'Database Systems',
    'Modelling, SQL, transactions and indexes; a project in teams of four.',
  ],
  c0025: ['MAT 215', 'Discrete Mathematics', 'Logic, sets, relations, graphs and counting.'],
  c0078: ['CSC 242', 'Computer Networks', 'From the cable to the browser; evening labs on real routers.'],
  c0030: [
    'MEC 301',
    'Thermodynamics',
    'Energy, entropy, cycles; the geothermal plant at Olkaria as the running example.',
  ],
  c0031: ['MEC 305', 'Fluid Mechanics', 'Statics, Bernoulli, pipes, boundary layers and pumps.'],
  c0032: ['MEC 309', 'Workshop Practice', 'Safe use of the machine shop.'],
  c0033: ['MEC 312', 'Strength of Materials', 'Stress, strain, bending, torsion and buckling.'],
  c0057: ['CSC 421', 'Compiler Construction', 'A compiler for a small language in one semester.'],
  c0058: [
    'CSC 415',
    'Computer Security',
    'Threats, cryptography in use, secure design and incident response.',
  ],
  c0059: ['CSC 431', 'Distributed Systems', 'Time, agreement, replication, and what fails.'],
  c0061: [
    'CVE 341',
    'Geotechnical Engineering',
    'Soils, slopes and foundations; black cotton soil in particular.',
  ],
  c0062: ['CVE 352', 'Hydraulics', 'Open channels, weirs, pumps and small dams.'],
  c0063: ['EEE 401', 'Control Systems', 'Feedback, stability, root locus and state space.'],
  c0064: ['EEE 405', 'Robotics', 'Kinematics, sensing and planning with the faculty’s two arms.'],
  c0065: ['CSC 445', 'Machine Learning', 'Regression, trees, neural networks, and honest evaluation.'],
  c0066: ['EGR 331', 'Engineering Project Management', 'Plans, costs, contracts and people.'],
  c0067: [
    'MEC 421',
    'Renewable Energy Systems',
    'Wind at Turkana, sun, geothermal steam, and the grid that carries them.',
  ],
  c0068: ['EEE 433', 'Embedded Systems', 'Microcontrollers, interrupts, real time, low power.'],
  c0069: ['MEC 405', 'Materials Science', 'Metals, polymers, ceramics and why they break.'],
  c0070: ['CSC 470', 'Cloud Computing', 'Virtual machines, containers, storage and what it costs.'],
  c0071: [
    'MAT 340',
    'Numerical Methods',
    'Roots, interpolation, integration and differential equations on a computer.',
  ],
  c0072: ['STA 331', 'Stochastic Processes', 'Markov chains, queues and Poisson processes.'],
};

/** By the instance's curriculum id: class, department, year of intake, and its share of 160 students. */
export const CLASSES: Record<string, [name: string, department: string, intake: number, share: number]> = {
  q000: ['CS-2024', 'CS', 2024, 14],
  q001: ['CE-2025', 'CE', 2025, 12],
  q002: ['SE-2024', 'CS', 2024, 13],
  q003: ['ME-2023', 'ME', 2023, 11],
  q004: ['MX-2023', 'ME', 2023, 11],
  q005: ['IT-2022', 'CS', 2022, 11],
  q006: ['CS-2021', 'CS', 2021, 10],
  q007: ['CE-2023', 'CE', 2023, 10],
  q008: ['DS-2022', 'CS', 2022, 12],
  q009: ['EE-2023', 'EE', 2023, 11],
  q010: ['CP-2022', 'EE', 2022, 11],
  q011: ['ME-2022', 'ME', 2022, 12],
  q012: ['BI-2024', 'CS', 2024, 10],
  q013: ['WE-2023', 'CE', 2023, 12],
};

export const DEPARTMENTS: [code: string, name: string][] = [
  ['CS', 'Computer Science'],
  ['EE', 'Electrical Engineering'],
  ['ME', 'Mechanical Engineering'],
  ['CE', 'Civil Engineering'],
];

/** By the instance's room id: name and building. */
export const ROOMS: Record<string, [name: string, building: string]> = {
  rB: ['Room B', 'Lecture Theatre Block'],
  rC: ['Room C', 'Lecture Theatre Block'],
  rE: ['Room E', 'Engineering Block, second floor'],
  rF: ['Room F', 'Engineering Block, ground floor'],
  rG: ['Room G', 'Engineering Block, ground floor'],
  rS: ['Lab S', 'Science Annex'],
};

/** In the order of the instance's teachers, t000 to t023. The first is the lecturer of the demo. */
export const LECTURERS = [
  'Dr Wanjiku Kamau', 'Prof. Kiprono Koech', 'Mr Njoroge Gathu', 'Dr Halima Abdi', 'Eng. Barasa Wafula', 'Dr Chebet Rono',
  'Dr Mutiso Ndolo', 'Ms Nekesa Simiyu', 'Dr Atieno Owuor', 'Prof. Muthoni Gichuru', 'Mr Kibet Langat', 'Dr Omondi Ouma',
  'Dr Zainab Salim', 'Mr Karanja Mbugua', 'Dr Nyaboke Ondieki', 'Dr Wekesa Makokha', 'Dr Amani Mwakio', 'Prof. Adhiambo Oloo',
  'Eng. Mwende Kilonzo', 'Dr Kiplagat Bett', 'Dr Njeri Wainaina', 'Dr Juma Bakari', 'Eng. Moraa Nyangau', 'Dr Lekishon Saitoti',
]; // prettier-ignore

/** Members of the first study group, in this order; the first two are the students of the demo accounts. */
export const NIGHT_OWLS = [
  'Achieng Odhiambo', 'Brian Kiptoo', 'Faith Mwende', 'Zawadi Hassan', 'Otieno Okoth', 'Kevin Mwangi', 'Naliaka Wekesa',
  'Dennis Macharia', 'Mercy Chepkoech',
]; // prettier-ignore

export const FIRST_NAMES =
  `Abdi Achieng Aisha Akinyi Amina Anyango Apiyo Asha Awino Barasa Boniface Caroline Chebet Cherono Collins Cynthia Daniel
David Diana Dorcas Edwin Elijah Emmanuel Esther Eunice Felix Fatuma Gideon Grace Halima Hassan Hellen Ian Irene Jackline James Janet Jelimo John Joseph
Joy Juma Kamau Kibet Kipchumba Koech Lilian Linet Lucy Lydia Makena Martin Mary Maureen Mumbua Mutua Mwikali Nafula Nancy Nasimiyu Naserian Njeri
Njoki Nyokabi Omar Omondi Onyango Patience Peter Purity Rehema Rose Ruth Salim Samuel Sarah Sharon Stephen Taabu Teresia Tonny Victor Vincent Wairimu
Wambui Wangari Wanjiru Wanyama Winnie Yusuf Zainab`.split(/\s+/);

export const LAST_NAMES =
  `Abdalla Achola Adan Auma Baraka Biwott Chege Chelimo Cheruiyot Ekai Gachanja Gathoni Gitau Githinji Hamisi Ibrahim Kagwe
Kariuki Karimi Kemboi Kerubo Kiarie Kimani Kimutai Kinyua Kiptanui Kirui Kosgei Lagat Langat Lokwawi Maina Makori Masinde Mbithi Mohamed Mugo Muli
Munyao Muriithi Musyoka Mutai Mutiso Mutuku Mwaniki Mwangangi Nderitu Ndirangu Ngugi Njuguna Nyaga Nyamweya Obiero Ochieng Odera Ogola Ojwang Okello
Okumu Oloo Omolo Ondiek Opiyo Oruko Otieno Owino Rotich Ruto Sang Shikuku Simiyu Tanui Wafula Waithaka Wamalwa Wanjala Waweru Were`.split(
    /\s+/,
  );
