/** The page's program. Plain browser JavaScript: it is sent as it stands. */
export const HOME_SCRIPT = `
const find = (id) => document.getElementById(id);
const words = {
  alive: { en: 'alive', ru: 'работает' },
  gone: { en: 'no answer', ru: 'нет ответа' },
  market: { en: 'market time', ru: 'время рынка' },
  worth: { en: 'worth', ru: 'всего' },
  orders: { en: 'open orders', ru: 'заявок' },
};
let language = (localStorage.getItem('language') ?? navigator.language).startsWith('ru') ? 'ru' : 'en';
const say = (word) => words[word][language];
/** Digits in threes, with a narrow space: text in, text out. */
const spaced = (number) => number.replace(/^-?\\d+/, (whole) => whole.replace(/\\B(?=(\\d{3})+$)/g, '\\u202f'));

function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-en]')) element.textContent = element.dataset[language];
  find('language').textContent = language === 'ru' ? 'English' : 'Русский';
  find('language').lang = language === 'ru' ? 'en' : 'ru';
}

async function call(method, path, body) {
  const answer = await fetch('/api/v1' + path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const content = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(content.error.message), { status: answer.status });
  return content;
}

const rows = new Map();
let socket = null;
let accountsTimer = 0;

function cell(className) {
  const td = document.createElement('td');
  td.className = className;
  return td;
}

function addRow(instrument) {
  const row = document.createElement('tr');
  const cells = { symbol: cell(''), title: cell('quiet'), bid: cell('number'), ask: cell('number'), last: cell('number'), day: cell('number') };
  cells.symbol.textContent = instrument.symbol;
  cells.title.textContent = (language === 'ru' && instrument.titleRu) || instrument.title;
  row.append(...Object.values(cells));
  rows.set(instrument.symbol, { row, cells, text: (instrument.symbol + ' ' + instrument.title + ' ' + (instrument.titleRu ?? '')).toLowerCase() });
  find('markets').append(row);
}

function write(td, text) {
  if (td.textContent === text) return;
  if (td.textContent !== '') {
    td.classList.add('moved');
    setTimeout(() => td.classList.remove('moved'), 400);
  }
  td.textContent = text;
}

function showQuote(quote) {
  const known = rows.get(quote.instrument);
  if (known === undefined) return;
  const { cells } = known;
  for (const field of ['bid', 'ask', 'last']) if (quote[field] !== undefined) write(cells[field], spaced(quote[field] ?? ''));
  const from = quote.previousClose ?? quote.open;
  if (quote.last && from) {
    const change = (100 * (Number(quote.last) - Number(from))) / Number(from);
    cells.day.textContent = (change > 0 ? '+' : '') + change.toFixed(2) + ' %';
    cells.day.className = 'number ' + (change > 0 ? 'up' : change < 0 ? 'down' : '');
  }
}

async function showAccounts() {
  const { items } = await call('GET', '/accounts');
  find('accounts').replaceChildren(...items.filter((account) => !account.closed).map((account) => {
    const box = document.createElement('div');
    box.className = 'account';
    const name = document.createElement('b');
    name.textContent = account.name + ' · ' + account.id;
    const worth = document.createElement('span');
    worth.textContent = say('worth') + ' ' + spaced(account.equity) + ' ' + account.currency;
    const orders = document.createElement('span');
    orders.textContent = say('orders') + ' ' + account.openOrders;
    const money = document.createElement('div');
    money.className = 'quiet';
    money.textContent = account.balances.map((balance) => spaced(balance.total) + ' ' + balance.asset).join(' · ');
    box.append(name, worth, orders, money);
    return box;
  }));
  return items;
}

function showTries(accounts) {
  const address = location.origin;
  const account = accounts.find((each) => each.currency === 'USDT') ?? accounts[0];
  find('try-login').textContent = "TOKEN=$(curl -s " + address + "/api/v1/session -H 'content-type: application/json' \\\\\\n  -d '{\\"login\\":\\"owner\\",\\"password\\":\\"…\\"}' | sed 's/.*\\"token\\":\\"\\\\([^\\"]*\\\\)\\".*/\\\\1/')";
  find('try-accounts').textContent = 'curl -s ' + address + '/api/v1/accounts -H "authorization: Bearer $TOKEN"';
  find('try-order').textContent = 'curl -s ' + address + '/api/v1/accounts/' + (account?.id ?? '…') + "/orders \\\\\\n  -H \\"authorization: Bearer $TOKEN\\" -H 'content-type: application/json' \\\\\\n  -d '{\\"instrument\\":\\"USDT_BTC\\",\\"action\\":\\"buy\\",\\"type\\":\\"market\\",\\"quantity\\":\\"0.01\\"}'";
}

async function enter() {
  find('door').hidden = true;
  find('house').hidden = false;
  find('leave').hidden = false;
  let cursor = '';
  do {
    const page = await call('GET', '/instruments?limit=100' + (cursor === '' ? '' : '&cursor=' + encodeURIComponent(cursor)));
    for (const instrument of page.items) if (!rows.has(instrument.symbol)) addRow(instrument);
    cursor = page.next ?? '';
  } while (cursor !== '');
  showTries(await showAccounts());
  clearInterval(accountsTimer);
  accountsTimer = setInterval(() => showAccounts().catch(() => {}), 3000);
  listen();
}

function listen() {
  socket?.close();
  socket = new WebSocket(location.origin.replace('http', 'ws') + '/api/v1/stream');
  const mine = socket;
  mine.onopen = () => { for (const instrument of rows.keys()) mine.send(JSON.stringify({ op: 'subscribe', channel: 'quotes', instrument })); };
  mine.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.channel === 'quotes' && message.data) showQuote(message.data);
  };
  mine.onclose = () => setTimeout(() => { if (mine === socket && !find('house').hidden) listen(); }, 2000);
}

function leave() {
  find('house').hidden = true;
  find('leave').hidden = true;
  find('door').hidden = false;
  clearInterval(accountsTimer);
  const open = socket;
  socket = null;
  open?.close();
}

async function look() {
  try {
    const alive = (await fetch('/health')).ok;
    find('state').className = 'pill ' + (alive ? 'alive' : 'gone');
    find('state').lastElementChild.textContent = say(alive ? 'alive' : 'gone');
    if (!find('house').hidden) {
      const feed = await call('GET', '/feed');
      find('clock').textContent = say('market') + ' ' + feed.marketTime.slice(0, 19).replace('T', ' ') + ' UTC · ' + feed.source;
    }
  } catch (error) {
    if (error.status === 401) leave();
    else {
      find('state').className = 'pill gone';
      find('state').lastElementChild.textContent = say('gone');
    }
  }
}

find('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  try {
    find('refusal').textContent = '';
    await call('POST', '/session', { login: form.get('login'), password: form.get('password') });
    await enter();
  } catch (error) {
    find('refusal').textContent = error.message;
  }
});
find('leave').addEventListener('click', async () => {
  await call('DELETE', '/session').catch(() => {});
  leave();
});
find('language').addEventListener('click', () => {
  language = language === 'ru' ? 'en' : 'ru';
  localStorage.setItem('language', language);
  speak();
  look();
});
find('filter').addEventListener('input', ({ target }) => {
  const wanted = target.value.trim().toLowerCase();
  for (const { row, text } of rows.values()) row.hidden = !text.includes(wanted);
});

speak();
look();
setInterval(look, 2000);
enter().catch(leave);
`;
