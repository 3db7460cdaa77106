// How far the jobs are, without loading the page again; when the last is done the page is, to show what became of each article.

const list = document.querySelector("[data-jobs]");
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

async function look() {
  let jobs;
  try {
    const answer = await fetch("/add/progress", { credentials: "same-origin" });
    if (!answer.ok) return;
    jobs = await answer.json();
  } catch {
    return; // the desk was closed
  }
  for (const job of jobs) {
    const item = list.querySelector(`[data-job="${job.number}"]`);
    if (!item || job.stage === "done") continue;
    const bar = item.querySelector("progress");
    bar.max = job.total || 1;
    bar.value = job.done;
    const words = job.stage === "coding" ? `coding: ${job.done} of ${plural(job.total, "article")}` : job.stage;
    const shown = item.querySelector("[data-words]");
    if (shown.textContent !== words) shown.textContent = words;
  }
  if (jobs.every((job) => job.stage === "done")) location.reload();
  else setTimeout(look, 500);
}

if (list?.dataset.active === "1") setTimeout(look, 300);
