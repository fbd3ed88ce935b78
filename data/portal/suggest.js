// Suggestions while typing, for who lets scripts run; the search works as well without.
// Asks /suggest.json for each pause in typing and fills the <datalist> of the search field.
'use strict';
for (const form of document.querySelectorAll('form.search')) {
  const field = form.querySelector('input[name="q"]');
  if (!field) continue;
  const list = document.createElement('datalist');
  list.id = field.id + '-suggestions';
  form.append(list);
  field.setAttribute('list', list.id);
  let timer = 0;
  let asked = '';
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const typed = field.value;
      if (typed === asked || typed.trim().length < 2) return;
      asked = typed;
      try {
        const answer = await fetch('/suggest.json?q=' + encodeURIComponent(typed));
        const found = await answer.json();
        if (field.value !== typed) return;
        list.replaceChildren(...found.suggestions.map((suggestion) => {
          const option = document.createElement('option');
          option.value = suggestion.text;
          return option;
        }));
      } catch {
        // No suggestions, then.
      }
    }, 120);
  });
}
