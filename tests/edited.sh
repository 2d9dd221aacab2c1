#!/bin/sh
# The tests of the program on a clone whose shipped lists were edited with the tool's own commands.
# Whatever is given is handed to pytest; only tests/shipped/ may depend on data/, and is left out.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone -q "$here" "$clone"
cd "$clone"
export PYTHONPATH="$clone/src"
checklist() { python -m checklist_tool "$@" --root "$clone" >/dev/null; }

checklist edit siwang-zhengming --set "reason=另一个理由" --accept-answers
checklist edit edition --set "title=另一份清单" --set "edition=第99期"
checklist add negative --set id=ceshi-qingkuang --set "name=某某情况证明" --set "reason=没有依据" \
    --set "instead+={what: 出示原件}" --set "basis+=minfa-2020-20 第三条" \
    --set "sources+={title: 指导意见, url: https://www.mca.gov.cn/a.html}" --accept-answers
checklist add policies --set id=ceshi-guiding --set "title=某某规定"
checklist move qinshu-guanxi positive --correct --set "instead=[]" --accept-answers
checklist retire juzhu-qingkuang --last 2026-12-31 --replaced-by "居住登记凭证" --accept-answers
checklist tasks new --id ceshi-renwu --set "title=每月走访" --set "applicant=某某局"

python -m pytest --ignore=tests/shipped "$@"
